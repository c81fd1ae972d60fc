package org.prahari.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.setup.Environment;
import org.prahari.http.ApiDocument;
import org.prahari.http.Deprecations;

/** The contract, and what is told from it: the document itself, what there is, and what is going away. */
final class Documentation {
    private Documentation() {}

    /** @return the version of what it describes */
    static String register(Environment environment) {
        JsonNode contract = ApiDocument.root();
        environment.jersey().register(new DocsResource());
        environment.jersey().register(new StartResource(contract));
        environment.jersey().register(new Deprecations(contract));
        return contract.at("/info/version").asText();
    }
}
