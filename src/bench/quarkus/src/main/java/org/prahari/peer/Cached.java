package org.prahari.peer;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers by the names of their files, plain and compressed, read at the start. */
@Singleton
public class Cached {
    private final Map<String, byte[]> files = new HashMap<>();

    Cached() throws IOException {
        List<Path> paths;
        try (var all = Files.list(Path.of(System.getProperty("files")))) {
            paths = all.toList();
        }
        for (Path path : paths) {
            files.put(path.getFileName().toString(), Files.readAllBytes(path));
        }
    }

    Response answer(String name, String coding, String held) {
        boolean gzip = coding != null && coding.contains("gzip");
        byte[] body = files.get(gzip ? name + ".gz" : name);
        if (body == null) {
            return Response.status(404).build();
        }
        EntityTag tag = new EntityTag(gzip ? name + "-gzip" : name);
        Response.ResponseBuilder response = ("\"" + tag.getValue() + "\"").equals(held)
                ? Response.notModified(tag)
                : Response.ok(body, "application/json").tag(tag);
        if (gzip) {
            response.header("Content-Encoding", "gzip");
        }
        return response.header("Vary", "Accept-Encoding")
                .header("Cache-Control", "public, max-age=60")
                .build();
    }
}
