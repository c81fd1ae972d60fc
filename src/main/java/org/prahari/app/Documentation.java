package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import org.prahari.http.ApiDocument;
import org.prahari.http.Deprecations;

/** The contract, and what is told from it: the document itself, what there is, and what is going away. */
final class Documentation {
    private Documentation() {}

    static void register(Environment environment) {
        var contract = new ApiDocument();
        environment.jersey().register(new DocsResource(contract));
        environment.jersey().register(new StartResource(contract));
        environment.jersey().register(new Deprecations(contract.root()));
    }
}
