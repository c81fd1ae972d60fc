package org.prahari.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An advisory as a message of the Common Alerting Protocol 1.2 (OASIS): one {@code info} for each language it may be read
 * in, the source text first. Elements stand in the order of its schema. How urgent and how certain it is nobody has said,
 * and so does the message.
 */
final class CapAlert {
    static final String MEDIA_TYPE = "application/cap+xml";
    private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final Map<Campaign.Severity, String> SEVERITY = Map.of(
            Campaign.Severity.CRITICAL, "Extreme",
            Campaign.Severity.HIGH, "Severe",
            Campaign.Severity.MEDIUM, "Moderate",
            Campaign.Severity.LOW, "Minor");

    private final Campaign campaign;
    private final XMLStreamWriter xml;

    private CapAlert(Campaign campaign, XMLStreamWriter xml) {
        this.campaign = campaign;
        this.xml = xml;
    }

    static byte[] of(Campaign campaign, Set<String> languages) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new CapAlert(campaign, writer).write(languages);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void write(Set<String> languages) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.setDefaultNamespace(NAMESPACE);
        xml.writeStartElement(NAMESPACE, "alert");
        xml.writeDefaultNamespace(NAMESPACE);
        element("identifier", campaign.slug() + "." + campaign.version());
        element("sender", "prahari");
        element("sent", time(campaign.publishedAt()));
        element("status", "Actual");
        element("msgType", "Alert");
        element("scope", "Public");
        info(campaign.sourceLanguage());
        for (String language : new TreeSet<>(languages)) {
            if (!language.equals(campaign.sourceLanguage())) {
                info(language);
            }
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void info(String language) throws XMLStreamException {
        Translation text = campaign.translations().get(language);
        xml.writeStartElement(NAMESPACE, "info");
        element("language", language);
        element("category", "Security");
        element("event", text.title());
        element("urgency", "Unknown");
        element("severity", campaign.severity() == null ? "Unknown" : SEVERITY.get(campaign.severity()));
        element("certainty", "Unknown");
        window();
        element("senderName", "Prahari");
        element("headline", text.title());
        element("description", text.summary() + "\n\n" + text.body());
        element("instruction", text.callToAction());
        if (campaign.helpline() != null) {
            element("contact", campaign.helpline());
        }
        if (campaign.isStale(language)) {
            named("parameter", "stale", "true");
        }
        for (Translation.Asset asset : text.assets()) {
            resource(asset);
        }
        for (String region : campaign.regions().isEmpty() ? List.of("IN") : campaign.regions()) {
            area(region);
        }
        xml.writeEndElement();
    }

    private void window() throws XMLStreamException {
        Campaign.Window window = campaign.window();
        Instant effective = window == null ? null : window.publishAt();
        element("effective", time(effective == null ? campaign.publishedAt() : effective));
        if (window != null && window.starts() != null) {
            element("onset", time(midnight(window.starts())));
        }
        if (window != null && window.expiresAt() != null) {
            element("expires", time(window.expiresAt()));
        } else if (window != null && window.ends() != null) {
            element("expires", time(midnight(window.ends().plusDays(1))));
        }
    }

    private void resource(Translation.Asset asset) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, "resource");
        element("resourceDesc", asset.alt() == null ? asset.mediaType() : asset.alt());
        element("mimeType", asset.mediaType());
        element("size", Long.toString(asset.bytes()));
        element("uri", asset.url());
        xml.writeEndElement();
    }

    private void area(String region) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, "area");
        element("areaDesc", region.equals("IN") ? "India" : region);
        named("geocode", region.equals("IN") ? "ISO 3166-1" : "ISO 3166-2", region);
        xml.writeEndElement();
    }

    private void named(String element, String name, String value) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, element);
        element("valueName", name);
        element("value", value);
        xml.writeEndElement();
    }

    /** Two characters may be stored and are none of XML's. */
    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, name);
        xml.writeCharacters(text.replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD'));
        xml.writeEndElement();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(INDIA).toInstant();
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(INDIA));
    }
}
