package org.prahari.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.prahari.access.AuditResource.PublicKey;
import org.prahari.access.Public;
import org.prahari.http.Languages;
import org.prahari.http.Problem;
import org.prahari.store.CheckpointKey;

/** One file for each language, for an app's first start, and how to see that it is ours. */
@Path("/v1/campaigns/bundles")
public final class BundleResource {
    private static final int CACHED_BYTES = 64_000_000;
    private static final int TAG = 16;
    private final Sync sync;
    private final OfflineSettings settings;
    private final ObjectMapper mapper;
    private final CheckpointKey key;
    private final Cache<Key, Bundle> bundles = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((Key mark, Bundle bundle) -> bundle.size())
            .build();

    private record Key(String language, Mark mark) {}

    public BundleResource(Sync sync, OfflineSettings settings, ObjectMapper mapper, CheckpointKey key) {
        this.sync = sync;
        this.settings = settings;
        this.mapper = mapper;
        this.key = key;
    }

    @GET
    @Path("{language}")
    @Produces("application/gzip")
    @Public
    public Response bundle(@PathParam("language") String language) {
        Bundle bundle = find(language);
        return Response.ok(bundle.content())
                .tag(new EntityTag(bundle.signature().sha256().substring(0, TAG)))
                .header("Bundle-Signature", bundle.signature().signature())
                .build();
    }

    @GET
    @Path("{language}/signature")
    @Produces(MediaType.APPLICATION_JSON)
    @Public
    public Bundle.Signature signature(@PathParam("language") String language) {
        return find(language).signature();
    }

    @GET
    @Path("signing-key")
    @Produces(MediaType.APPLICATION_JSON)
    @Public
    public PublicKey key() {
        return PublicKey.of(key);
    }

    private Bundle find(String language) {
        if (!Languages.isKnown(language)) {
            throw Problem.NOT_FOUND.because(null);
        }
        Sync.State state = sync.state(Selection.of(language), null);
        if (state.ledger().shelf().campaigns().stream()
                .noneMatch(published -> published.languages().contains(language))) {
            throw Problem.NOT_FOUND.because(null);
        }
        return bundles.get(
                new Key(language, state.mark()),
                missing -> Bundle.of(state, sync, settings.bundleBytes(), mapper, key));
    }
}
