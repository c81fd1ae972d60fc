package org.prahari.allocation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.prahari.assignment.Allocation;
import org.prahari.assignment.Problem;
import org.prahari.matching.Candidate;
import org.prahari.matching.Instance;
import org.prahari.matching.Opening;
import org.prahari.matching.Pool;

/**
 * Writes down what a round was solved from and what it found, so that anybody can check it without a solver: the format is
 * described in {@code .github/proof.md}. A line for the round, one for each gap, one for each person; numbers instead of ids of
 * people. Packed in members of {@value #MEMBER} lines, which all processors write at once, and cut into parts of {@value #PART}
 * bytes.
 */
final class ProofWriter {
    static final int PART = 1 << 19;
    private static final int MEMBER = 4096;
    private final ObjectMapper mapper;
    private final PriorityWeights weights;

    ProofWriter(ObjectMapper mapper, PriorityWeights weights) {
        this.mapper = mapper;
        this.weights = weights;
    }

    /** @param prices whether the allocation's prices prove it; a stable one has none */
    List<byte[]> write(
            Round round, Pool pool, Instance instance, Problem problem, Allocation allocation, boolean prices) {
        int gaps = allocation.gaps();
        int lines = 1 + gaps + allocation.people();
        var parts = new Parts();
        IntStream.range(0, (lines + MEMBER - 1) / MEMBER)
                .parallel()
                .mapToObj(member -> member(member * MEMBER, Math.min(lines, (member + 1) * MEMBER), (out, line) -> {
                    if (line == 0) {
                        header(out, round, pool, problem, allocation);
                    } else if (line <= gaps) {
                        long price = allocation.price(line - 1);
                        gap(out, line - 1, instance.opening(line - 1), round.date());
                        if (prices) {
                            out.writeFieldName("price");
                            out.writeArray(new long[] {problem.weight(price), problem.score(price)}, 0, 2);
                        }
                    } else {
                        person(out, line - 1 - gaps, instance.candidate(line - 1 - gaps), allocation);
                    }
                }))
                .forEachOrdered(member -> parts.write(member, 0, member.length));
        return parts.all();
    }

    /** Writes the fields of a line. */
    private interface Fields {
        void write(JsonGenerator out, int line) throws IOException;
    }

    private byte[] member(int from, int to, Fields fields) {
        var bytes = new ByteArrayOutputStream(PART);
        try (JsonGenerator out = mapper.createGenerator(new Packed(bytes))) {
            out.setPrettyPrinter(new MinimalPrettyPrinter(""));
            for (int line = from; line < to; line++) {
                out.writeStartObject();
                fields.write(out, line);
                out.writeEndObject();
                out.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void header(JsonGenerator out, Round round, Pool pool, Problem problem, Allocation allocation)
            throws IOException {
        out.writeStringField("format", "prahari-proof-1");
        out.writeStringField("round", round.id().toString());
        out.writeStringField("mode", word(round.mode()));
        out.writeStringField("date", round.date().toString());
        out.writeNumberField("people", allocation.people());
        out.writeNumberField("gaps", allocation.gaps());
        out.writeStringField("unit", String.valueOf(problem.unit()));
        out.writeNumberField("weight", problem.weight(allocation.value()));
        out.writeNumberField("score", problem.score(allocation.value()));
        out.writePOJOField("weights", pool.weights());
        out.writePOJOField("priorities", weights.each());
        out.writeArrayFieldStart("renews");
        for (var each : pool.credentials().renewals()) {
            row(out, each.certification(), each.renewed());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("qualifies");
        for (var each : pool.credentials().qualifications()) {
            row(out, each.certification(), each.role(), word(each.level()));
        }
        out.writeEndArray();
    }

    private void gap(JsonGenerator out, int number, Opening opening, LocalDate today) throws IOException {
        out.writeNumberField("gap", number);
        out.writeStringField("id", opening.id().toString());
        out.writeStringField("department", opening.department());
        out.writePOJOField("district", opening.district());
        out.writeStringField("role", opening.role());
        out.writeStringField("level", word(opening.level()));
        out.writeNumberField("seats", opening.open() ? opening.freeSeats() : 0);
        out.writeNumberField("priority", opening.priority());
        out.writeNumberField("weight", weights.of(opening.priority()));
        out.writeBooleanField("remote", opening.remote());
        out.writeStringField("start", opening.start(today).toString());
        out.writeStringField("deadline", opening.deadline(today).toString());
        out.writeArrayFieldStart("required");
        for (var group : opening.required()) {
            row(out, sorted(group));
        }
        out.writeEndArray();
        texts(out, "preferred", opening.preferred());
        texts(out, "languages", opening.requiredLanguages());
        Set<String> liked = new HashSet<>(opening.preferredLanguages());
        if (opening.officialLanguage() != null) {
            liked.add(opening.officialLanguage());
        }
        texts(out, "liked", liked);
    }

    private static void person(JsonGenerator out, int number, Candidate candidate, Allocation allocation)
            throws IOException {
        out.writeNumberField("person", number);
        out.writeStringField("department", candidate.department());
        out.writeStringField("region", candidate.homeRegion());
        out.writePOJOField("district", candidate.homeDistrict());
        out.writeStringField("relocation", word(candidate.relocation()));
        texts(out, "regions", candidate.relocationRegions());
        out.writeBooleanField("remote", candidate.remote());
        texts(out, "languages", candidate.languages());
        out.writeNumberField("experienceMonths", candidate.experienceMonths());
        out.writeStringField("availableFrom", candidate.availableFrom().toString());
        out.writeStringField("registeredOn", candidate.registeredOn().toString());
        texts(out, "purposes", candidate.purposes());
        out.writeArrayFieldStart("sought");
        for (var each : candidate.sought()) {
            row(out, each.role(), word(each.level()));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("held");
        for (var each : candidate.held()) {
            LocalDate expires = each.expiresOn();
            row(out, each.certification(), each.issuedOn().toString(), expires == null ? null : expires.toString());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("progress");
        for (var each : candidate.progress()) {
            row(out, each.certification(), each.expectedOn().toString());
        }
        out.writeEndArray();
        if (allocation.gapOf(number) >= 0) {
            out.writeNumberField("at", allocation.gapOf(number));
            out.writeNumberField("score", allocation.scoreOf(number));
        }
    }

    private static void texts(JsonGenerator out, String field, Collection<String> texts) throws IOException {
        out.writeFieldName(field);
        row(out, sorted(texts));
    }

    private static void row(JsonGenerator out, String... texts) throws IOException {
        out.writeArray(texts, 0, texts.length);
    }

    private static String[] sorted(Collection<String> texts) {
        return texts.stream().sorted().toArray(String[]::new);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Packs fast: a nation's proof is packed once and kept for a while. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Cuts what is written into parts. */
    private static final class Parts extends OutputStream {
        private final List<byte[]> full = new ArrayList<>();
        private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART);

        @Override
        public void write(int value) {
            part.write(value);
            cut();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int at = 0; at < length; ) {
                int some = Math.min(length - at, PART - part.size());
                part.write(bytes, offset + at, some);
                at += some;
                cut();
            }
        }

        private void cut() {
            if (part.size() == PART) {
                full.add(part.toByteArray());
                part.reset();
            }
        }

        List<byte[]> all() {
            if (part.size() > 0) {
                full.add(part.toByteArray());
                part.reset();
            }
            return List.copyOf(full);
        }
    }
}
