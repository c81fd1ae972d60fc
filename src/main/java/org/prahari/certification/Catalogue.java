package org.prahari.certification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prahari.http.Problem;
import org.prahari.http.Search;

/** All certifications in memory, ready to be searched, and the titles of the roles they qualify for. */
public final class Catalogue {
    private final Map<String, Entry> entries;
    private final Map<String, String> roleTitles;

    private record Entry(Certification certification, List<String> words) {}

    private Catalogue(Map<String, Entry> entries, Map<String, String> roleTitles) {
        this.entries = Collections.unmodifiableMap(entries);
        this.roleTitles = Map.copyOf(roleTitles);
    }

    public static Catalogue read(CertificationDao dao) {
        Map<String, Entry> entries = new TreeMap<>();
        for (Certification certification : dao.list()) {
            List<String> texts = new ArrayList<>(certification.examCodes());
            texts.addAll(List.of(certification.code(), certification.name(), certification.issuer()));
            entries.put(certification.code(), new Entry(certification, Search.index(texts)));
        }
        return new Catalogue(entries, dao.roleTitles());
    }

    Certification get(String code) {
        Entry entry = entries.get(code);
        if (entry == null) {
            throw Problem.NOT_FOUND.because(null);
        }
        return entry.certification();
    }

    /** Those a search finds, by code. */
    List<Certification> find(Search search) {
        return entries.values().stream()
                .filter(entry -> search.matches(entry.words()))
                .map(Entry::certification)
                .toList();
    }

    boolean hasRole(String role) {
        return roleTitles.containsKey(role);
    }

    String roleTitle(String role) {
        return roleTitles.get(role);
    }
}
