package org.prahari.app;

import io.dropwizard.core.ConfiguredBundle;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.servlets.assets.AssetServlet;
import java.nio.charset.StandardCharsets;

/** The pages for people: the first one at {@code /}, all others and what they load below {@code /pages/}. */
final class Pages implements ConfiguredBundle<PrahariConfiguration> {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist";

    @Override
    public void run(PrahariConfiguration configuration, Environment environment) {
        serve(environment, "first-page", "/pages", "/", "");
        serve(environment, "pages", "/pages", "/pages", "/pages/*");
        // The address names the version, as browsers keep what is below it for good.
        serve(environment, "charts", CHARTS, "/pages/lib/echarts-5.3.1", "/pages/lib/echarts-5.3.1/*");
        environment
                .servlets()
                .addFilter("pages", new MissingAssets())
                .addMappingForUrlPatterns(null, false, "/pages/*");
    }

    private static void serve(Environment environment, String name, String folder, String address, String mapping) {
        environment
                .servlets()
                .addServlet(name, new AssetServlet(folder, address, "index.html", StandardCharsets.UTF_8))
                .addMapping(mapping);
    }
}
