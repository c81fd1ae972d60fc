package org.prahari.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.prahari.http.ApiDocument;

/** Writes the contract as the one document that is served: clients are generated from it, and a release keeps it. */
final class ContractCommand extends Command {
    ContractCommand() {
        super("contract", "Write the contract (OpenAPI) as one document");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("--for-clients")
                .action(Arguments.storeTrue())
                .help(
                        "leave out that lists hold nothing twice: generators make sets of them, which JSON does not know");
        subparser.addArgument("--out").help("the file to write, or to write anew; without, it is printed");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws IOException {
        JsonNode contract = ApiDocument.root();
        if (namespace.getBoolean("for_clients")) {
            contract.findParents("uniqueItems").forEach(list -> ((ObjectNode) list).remove("uniqueItems"));
        }
        String document = new YAMLMapper().writeValueAsString(contract);
        String out = namespace.getString("out");
        if (out == null) {
            System.out.print(document);
        } else {
            Files.writeString(Path.of(out), document);
        }
    }
}
