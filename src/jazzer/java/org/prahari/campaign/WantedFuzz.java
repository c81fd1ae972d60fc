package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import org.glassfish.jersey.internal.inject.ExtractorException;
import org.glassfish.jersey.uri.UriComponent;
import org.junit.jupiter.params.provider.ValueSource;
import org.prahari.http.Problem;
import org.prahari.support.Tried;

class WantedFuzz {
    private static final List<Route> ROUTES =
            Route.of(CampaignResource.class, OutletResource.class, CoverageResource.class);

    @ValueSource(
            strings = {
                "/v1/campaigns?limit=2&kind=tip&topic=a&topic=b",
                "/v1/campaigns/never-share-otp?language=hi&region=IN-KA",
                "/v1/campaigns?q=%E0%A4%B8+a%20b&on=2026-11-30",
                "/v1/campaigns/x-y/cap.xml",
                "/v1/campaigns/feed.json?cursor=AAAA"
            })
    @DictionaryEntries({"/v1/campaigns", "/v1/campaigns/", "/sync", "limit=", "&topic=", "&kind=sms", "%E0%A4%B8", "%2F", "+", "%00", "&language=hi"})
    @FuzzTest
    void whatTheHandlerReadsIsWhatTheResourceWould(@NotNull @WithUtf8Length(max = 4096) String address) {
        Wanted wanted = Tried.of(() -> Wanted.of(ROUTES, address)).orElse(null);
        if (wanted == null) {
            return;
        }
        URI uri = URI.create(address);
        assertThat(uri.getPath()).isEqualTo(wanted.path()).isEqualTo(uri.normalize().getRawPath());
        MultivaluedMap<String, String> there = UriComponent.decodeQuery(uri, true);
        assertThat(wanted.parameters().keySet()).isEqualTo(there.keySet());
        there.forEach((name, values) -> assertThat(wanted.parameters().get(name)).isEqualTo(new TreeSet<>(values)));
        // Spelt out, it can be three times as long, and more than is read.
        if (wanted.query() == null || wanted.query().length() <= 2048) {
            Wanted again = Wanted.of(ROUTES, wanted.path() + (wanted.query() == null ? "" : "?" + wanted.query()));
            assertThat(again).isEqualTo(wanted);
        }
        Tried.of(() -> filter(wanted).words());
    }

    private static CampaignFilter filter(Wanted wanted) {
        try {
            return CampaignFilter.of(wanted.parameters());
        } catch (ExtractorException e) {
            throw Problem.INVALID.because(null);
        }
    }
}
