package org.prahari.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx (of Debian) with the answers as files, twice: set up as Debian does it, and tuned, that is, with open files kept; each
 * without and with its log, which the tuned one writes in blocks of 64 KiB. Compressed files lie beside the plain ones.
 */
final class Nginx {
    private static final String CONFIGURATION = """
            %s
            daemon off;
            pid nginx.pid;
            error_log error.log;
            worker_processes auto;
            events { worker_connections 768; }
            http {
              types { application/json json; }
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000000;
              gzip_static on;
              gzip_vary on;
              client_body_temp_path tmp-body;
              proxy_temp_path tmp-proxy;
              fastcgi_temp_path tmp-fastcgi;
              uwsgi_temp_path tmp-uwsgi;
              scgi_temp_path tmp-scgi;
              root files;
              access_log off;
              server { listen 127.0.0.1:%d; }
              server { listen 127.0.0.1:%d; open_file_cache max=10000 inactive=10m; open_file_cache_valid 1m; }
              server { listen 127.0.0.1:%d; access_log access.log combined; }
              server {
                listen 127.0.0.1:%d; open_file_cache max=10000 inactive=10m; open_file_cache_valid 1m;
                access_log access-in-blocks.log combined buffer=64k flush=1s;
              }
            }
            """;

    private Nginx() {}

    /** @param folder in which {@code files} are the answers */
    static List<Peer> start(Path folder, boolean log) throws IOException, InterruptedException {
        int[] ports = {Peer.freePort(), Peer.freePort(), Peer.freePort(), Peer.freePort()};
        boolean root = System.getProperty("user.name").equals("root");
        Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIGURATION.formatted(root ? "user root root;" : "", ports[0], ports[1], ports[2], ports[3]));
        Path said = folder.resolve("nginx.log");
        Process process = Peer.start(
                folder,
                said,
                Map.of(),
                List.of("nginx", "-p", folder.toAbsolutePath() + "/", "-c", "nginx.conf", "-e", "error.log"));
        Peer.awaitPort(process, ports[0], said);
        int workers = Runtime.getRuntime().availableProcessors();
        while (process.isAlive() && process.children().count() < workers) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.children())
                .toList();
        int first = log ? 2 : 0;
        return List.of(
                new Peer("nginx", Peer.Kind.BYTES, ports[first], all, Peer.files()),
                new Peer("nginx, tuned", Peer.Kind.BYTES, ports[first + 1], all, Peer.files()));
    }
}
