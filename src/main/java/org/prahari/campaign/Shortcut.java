package org.prahari.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.component.LifeCycle;
import org.prahari.access.Viewer;
import org.prahari.http.Conditional;
import org.prahari.http.Cursor;
import org.prahari.http.Page;
import org.prahari.http.PageBody;
import org.prahari.http.Paging;
import org.prahari.http.StrictParameters;

/**
 * Makes the resource's answer to a plain question without the way to the resource and back, which costs many times what the
 * answer does. The text comes from the same methods, and every header that does not depend on the question from an answer
 * that went all the way. Whatever is refused, paged further or out of the ordinary goes all the way itself.
 */
public final class Shortcut {
    private static final String LIST = "/v1/campaigns";
    private final ObjectMapper mapper;
    private final Cursor cursor;
    /** Bodies of fewer bytes may go as they are: whether they do is the server's to say. */
    private static final int SURELY_PACKED = 2048;

    private final Packer packer = new Packer();
    private final Map<Sort, Variant> models = new ConcurrentHashMap<>();

    /** Of which kind an answer that went all the way was. */
    private record Sort(boolean list, boolean gzip) {
        static Sort of(Asked asked) {
            return new Sort(isList(asked.wanted()), asked.key().gzip());
        }
    }

    /** Mapper and cursor are those of the resources. */
    public Shortcut(ObjectMapper mapper, Cursor cursor) {
        this.mapper = mapper;
        this.cursor = cursor;
    }

    /** To be started and stopped with the server. */
    LifeCycle resources() {
        return packer.deflaters();
    }

    private static boolean isList(Wanted wanted) {
        return wanted.path().equals(LIST);
    }

    private static boolean isPlain(Asked asked) {
        Wanted wanted = asked.wanted();
        return !asked.key().head()
                && (isList(wanted) || wanted.path().equals(LIST + "/" + wanted.slug()))
                && !wanted.parameters().containsKey("cursor")
                && !wanted.parameters().containsKey("fields");
    }

    /** Remembers an answer that went all the way. */
    void learn(Asked asked, Variant answer) {
        if (isPlain(asked) && answer.isPacked() == asked.key().gzip()) {
            models.putIfAbsent(Sort.of(asked), answer);
        }
    }

    /** @return null if the question has to go all the way */
    Variant answer(Asked asked, OnAir.Moment now) {
        Variant model = isPlain(asked) ? models.get(Sort.of(asked)) : null;
        if (model == null) {
            return null;
        }
        try {
            return isList(asked.wanted()) ? list(asked, now, model) : one(asked, now, model);
        } catch (RuntimeException | JsonProcessingException e) {
            // What is wrong with the question is the resource's to say.
            return null;
        }
    }

    private Variant list(Asked asked, OnAir.Moment now, Variant model) throws JsonProcessingException {
        Wanted wanted = asked.wanted();
        String limit = first(wanted.parameters(), "limit");
        Paging paging = Paging.first(limit == null ? Paging.DEFAULT : StrictParameters.parse(Integer.class, limit));
        Page<Edition> page =
                CampaignResource.page(now, choice(asked, now), CampaignFilter.of(wanted.parameters()), paging);
        PageBody body = PageBody.of(
                page, new PageBody.Asked(wanted.path(), wanted.parameters(), Viewer.ANONYMOUS.name()), cursor, mapper);
        return variant(model, body.json(), CampaignResource.languages(page), body.link(), now);
    }

    private Variant one(Asked asked, OnAir.Moment now, Variant model) throws JsonProcessingException {
        Edition edition = Edition.of(now.get(asked.wanted().slug()), choice(asked, now), now.day());
        return variant(model, edition, edition.language(), null, now);
    }

    private static LanguageChoice choice(Asked asked, OnAir.Moment now) {
        SortedMap<String, SortedSet<String>> query = asked.wanted().parameters();
        String languages = asked.key().languages();
        return CampaignResource.choice(
                now.shelf(),
                first(query, "language"),
                languages.isEmpty() ? List.of() : List.of(languages),
                first(query, "region"));
    }

    private static String first(SortedMap<String, SortedSet<String>> query, String name) {
        return query.containsKey(name) ? query.get(name).first() : null;
    }

    private Variant variant(Variant model, Object thing, String languages, String link, OnAir.Moment now)
            throws JsonProcessingException {
        byte[] body = mapper.writeValueAsBytes(thing);
        if (model.isPacked() && body.length < SURELY_PACKED) {
            return null;
        }
        String tag = Conditional.digest(body);
        HttpFields.Mutable fields = HttpFields.build(model.fields());
        fields.put(HttpHeader.ETAG, '"' + (model.isPacked() ? tag + Variant.GZIP_MARK : tag) + '"');
        put(fields, HttpHeader.CONTENT_LANGUAGE, languages.isEmpty() ? null : languages);
        put(fields, HttpHeader.LINK, link);
        return new Variant(fields, model.isPacked() ? packer.pack(body) : body, false, now);
    }

    private static void put(HttpFields.Mutable fields, HttpHeader header, String value) {
        if (value == null) {
            fields.remove(header);
        } else {
            fields.put(header, value);
        }
    }
}
