package org.prahari.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static boolean finds(String query, String... texts) {
        return Search.of(query).matches(Search.index(Arrays.asList(texts)));
    }

    @Test
    void everyWordOfTheQueryBeginsAWordOfTheText() {
        assertThat(finds("def cyber", "Cyber Defense Analyst")).isTrue();
        assertThat(finds("cyber forensics", "Cyber Defense Analyst")).isFalse();
        assertThat(finds("fense", "Cyber Defense Analyst")).isFalse();
        assertThat(finds("analyst cyber", "Cyber Defense", "an analyst")).isTrue();
    }

    @Test
    void caseAccentsAndWidthDoNotMatter() {
        assertThat(finds("RESUME", "résumé")).isTrue();
        assertThat(finds("résumé", "resume")).isTrue();
        assertThat(finds("ＡＩＩＭＳ", "AIIMS Delhi")).isTrue();
    }

    @Test
    void vowelSignsOfIndianScriptsDoMatter() {
        assertThat(finds("सुर", "साइबर सुरक्षा")).isTrue();
        assertThat(finds("सर", "सुरक्षा")).isFalse();
        assertThat(finds("ಭದ್ರ", "ಸೈಬರ್ ಭದ್ರತೆ")).isTrue();
    }

    @Test
    void composedAndDecomposedTextsAreTheSame() {
        assertThat(finds("ক্ষয়", "ক্ষ\u09DF")).isTrue();
        assertThat(finds("o\u0308ffnen", "\u00F6ffnen")).isTrue();
    }

    @Test
    void whatIsNotAWordFindsEverything() {
        for (String query : new String[] {null, "", "   ", "%", "'; --", "${}", "*"}) {
            assertThat(finds(query, "anything")).as(query).isTrue();
        }
    }

    @Test
    void textsMayBeMissing() {
        assertThat(finds("a", "abc", null)).isTrue();
        assertThat(Search.of("a").matches(List.of())).isFalse();
    }

    @Test
    void namesWithSignsAreFound() {
        assertThat(finds("security+", "CompTIA Security+")).isTrue();
        assertThat(finds("c#", "C# and others")).isTrue();
        assertThat(finds("wrl 003", "PD-WRL-003")).isTrue();
    }

    @Test
    void anEndlessQueryIsRefused() {
        assertThatThrownBy(() -> Search.of("a".repeat(201))).isInstanceOf(WebApplicationException.class);
        assertThat(finds("a ".repeat(100), "abc")).isTrue();
    }
}
