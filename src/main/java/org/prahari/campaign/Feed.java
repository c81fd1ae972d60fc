package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Campaigns as a JSON Feed 1.1. Addresses are relative to the feed's own: the Host header is the caller's word. */
@JsonNaming(SnakeCaseStrategy.class)
public record Feed(String version, String title, String feedUrl, List<Item> items) {
    public static final String MEDIA_TYPE = "application/feed+json";

    /** One campaign in one language. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Item(
            String id,
            String url,
            String title,
            String summary,
            String contentHtml,
            Instant datePublished,
            List<String> tags,
            String language,
            List<Attachment> attachments,
            @JsonProperty("_prahari") About about) {
        static Item of(Edition edition) {
            return new Item(
                    "urn:prahari:campaign:" + edition.slug(),
                    "/v1/campaigns/" + edition.slug() + "/page.html?language=" + edition.language(),
                    edition.title(),
                    edition.summary(),
                    edition.bodyHtml(),
                    edition.publishedAt(),
                    Stream.of(edition.topics(), edition.audiences())
                            .flatMap(List::stream)
                            .toList(),
                    edition.language(),
                    edition.assets().stream().map(Attachment::of).toList(),
                    new About(edition.reviewed(), edition.stale()));
        }
    }

    /** How far a text is to be trusted; readers of feeds pass over members whose names begin so. */
    public record About(boolean reviewed, boolean stale) {}

    /** A file that belongs to a campaign. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Attachment(String url, String mimeType, String title, long sizeInBytes) {
        static Attachment of(Translation.Asset asset) {
            return new Attachment(asset.url(), asset.mediaType(), asset.alt(), asset.bytes());
        }
    }

    static Feed of(List<Edition> editions) {
        return new Feed(
                "https://jsonfeed.org/version/1.1",
                "Prahari",
                "/v1/campaigns/feed.json",
                editions.stream().map(Item::of).toList());
    }
}
