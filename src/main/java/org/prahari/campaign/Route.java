package org.prahari.campaign;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.prahari.access.Public;
import org.prahari.http.StrictQuery;

/**
 * A public read as its resource method declares it: all that its answer depends on, besides what is on the air.
 *
 * @param path what the path must be; its one group, if there is one, is a campaign's slug
 * @param parameters the query's, and whether each may be repeated
 * @param negotiated whether the answer depends on the languages that the caller accepts
 * @param type the media type of the answer, without parameters
 */
record Route(Pattern path, Map<String, Boolean> parameters, boolean negotiated, String type) {
    private static final String SLUG = "{slug}";
    /** Not a name of something else that stands where a slug may. */
    private static final String ANY_SLUG = "((?!(?:sync|bundles)(?:/|$))[a-z0-9-]{1,100})";

    /** The routes of these resources; fixed names come before slugs, as they do when a request is matched. */
    static List<Route> of(Class<?>... resources) {
        return Arrays.stream(resources)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(GET.class) && method.isAnnotationPresent(Public.class))
                .map(Route::of)
                .sorted(Comparator.comparing((Route route) -> route.hasSlug()))
                .toList();
    }

    boolean hasSlug() {
        return path.matcher("").groupCount() > 0;
    }

    private static Route of(Method method) {
        Class<?> resource = method.getDeclaringClass();
        String template = resource.getAnnotation(Path.class).value()
                + (method.isAnnotationPresent(Path.class)
                        ? "/" + method.getAnnotation(Path.class).value()
                        : "");
        String type = Stream.of(method.getAnnotation(Produces.class), resource.getAnnotation(Produces.class))
                .filter(produces -> produces != null)
                .findFirst()
                .orElseThrow()
                .value()[0];
        List<String> headers = Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .filter(header -> header != null)
                .map(HeaderParam::value)
                .toList();
        if (!List.of(HttpHeaders.ACCEPT_LANGUAGE).containsAll(headers)) {
            throw new IllegalStateException(method + " depends on headers that are not thought of here");
        }
        return new Route(
                Pattern.compile(template.replace(".", "\\.").replace(SLUG, ANY_SLUG)),
                StrictQuery.declared(method),
                !headers.isEmpty(),
                type.split(";", 2)[0]);
    }
}
