package org.prahari.allocation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.prahari.assignment.Allocation;
import org.prahari.matching.Candidate;
import org.prahari.matching.Instance;
import org.prahari.matching.Opening;
import org.prahari.matching.Pool;

/**
 * Writes down what a round was solved from and what it found, so that anybody can check it without a solver: the format is
 * described in {@code .github/proof.md}. A line for the round, one for each gap, one for each person; numbers instead of ids of
 * people. Compressed, in parts of {@value #PART} bytes.
 */
final class ProofWriter {
    static final int PART = 1 << 19;
    private static final byte[] END = "\n".getBytes(StandardCharsets.UTF_8);
    private final ObjectMapper mapper;
    private final PriorityWeights weights;

    ProofWriter(ObjectMapper mapper, PriorityWeights weights) {
        this.mapper = mapper;
        this.weights = weights;
    }

    /** @param prices whether the allocation's prices prove it; a stable one has none */
    List<byte[]> write(Round round, Pool pool, Instance instance, Allocation allocation, boolean prices) {
        var parts = new Parts();
        try (OutputStream out = new GZIPOutputStream(parts, 1 << 16)) {
            line(out, header(round, pool, instance, allocation));
            for (int g = 0; g < allocation.gaps(); g++) {
                line(out, gap(g, instance.opening(g), round.date(), prices ? price(instance, allocation, g) : null));
            }
            for (int j = 0; j < allocation.people(); j++) {
                line(out, person(j, instance.candidate(j), allocation));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts.all();
    }

    private void line(OutputStream out, ObjectNode line) throws IOException {
        out.write(mapper.writeValueAsBytes(line));
        out.write(END);
    }

    private ObjectNode header(Round round, Pool pool, Instance instance, Allocation allocation) {
        ObjectNode line = mapper.createObjectNode();
        line.put("format", "prahari-proof-1");
        line.put("round", round.id().toString());
        line.put("mode", word(round.mode()));
        line.put("date", round.date().toString());
        line.put("people", allocation.people());
        line.put("gaps", allocation.gaps());
        line.put("unit", String.valueOf(instance.problem().unit()));
        line.put("weight", instance.problem().weight(allocation.value()));
        line.put("score", instance.problem().score(allocation.value()));
        line.set("weights", mapper.valueToTree(pool.weights()));
        ArrayNode priorities = line.putArray("priorities");
        weights.each().forEach(priorities::add);
        ArrayNode renews = line.putArray("renews");
        pool.credentials()
                .renewals()
                .forEach(each -> renews.addArray().add(each.certification()).add(each.renewed()));
        ArrayNode qualifies = line.putArray("qualifies");
        pool.credentials()
                .qualifications()
                .forEach(each -> qualifies
                        .addArray()
                        .add(each.certification())
                        .add(each.role())
                        .add(word(each.level())));
        return line;
    }

    private static long[] price(Instance instance, Allocation allocation, int gap) {
        long unit = instance.problem().unit();
        return new long[] {allocation.price(gap) / unit, allocation.price(gap) % unit};
    }

    private ObjectNode gap(int number, Opening opening, LocalDate today, long[] price) {
        ObjectNode line = mapper.createObjectNode();
        line.put("gap", number);
        line.put("id", opening.id().toString());
        line.put("department", opening.department());
        line.put("district", opening.district());
        line.put("role", opening.role());
        line.put("level", word(opening.level()));
        line.put("seats", opening.open() ? opening.freeSeats() : 0);
        line.put("priority", opening.priority());
        line.put("weight", weights.of(opening.priority()));
        line.put("remote", opening.remote());
        line.put("start", opening.start(today).toString());
        line.put("deadline", opening.deadline(today).toString());
        ArrayNode groups = line.putArray("required");
        opening.required().forEach(group -> texts(groups.addArray(), group));
        texts(line.putArray("preferred"), opening.preferred());
        texts(line.putArray("languages"), opening.requiredLanguages());
        Set<String> liked = new HashSet<>(opening.preferredLanguages());
        if (opening.officialLanguage() != null) {
            liked.add(opening.officialLanguage());
        }
        texts(line.putArray("liked"), liked);
        if (price != null) {
            line.putArray("price").add(price[0]).add(price[1]);
        }
        return line;
    }

    private ObjectNode person(int number, Candidate candidate, Allocation allocation) {
        ObjectNode line = mapper.createObjectNode();
        line.put("person", number);
        line.put("department", candidate.department());
        line.put("region", candidate.homeRegion());
        line.put("district", candidate.homeDistrict());
        line.put("relocation", word(candidate.relocation()));
        texts(line.putArray("regions"), candidate.relocationRegions());
        line.put("remote", candidate.remote());
        texts(line.putArray("languages"), candidate.languages());
        line.put("experienceMonths", candidate.experienceMonths());
        line.put("availableFrom", candidate.availableFrom().toString());
        line.put("registeredOn", candidate.registeredOn().toString());
        texts(line.putArray("purposes"), candidate.purposes());
        ArrayNode sought = line.putArray("sought");
        candidate.sought().forEach(each -> sought.addArray().add(each.role()).add(word(each.level())));
        ArrayNode held = line.putArray("held");
        candidate
                .held()
                .forEach(each -> held.addArray()
                        .add(each.certification())
                        .add(each.issuedOn().toString())
                        .add(each.expiresOn() == null ? null : each.expiresOn().toString()));
        ArrayNode progress = line.putArray("progress");
        candidate
                .progress()
                .forEach(each -> progress.addArray()
                        .add(each.certification())
                        .add(each.expectedOn().toString()));
        if (allocation.gapOf(number) >= 0) {
            line.put("at", allocation.gapOf(number));
            line.put("score", allocation.scoreOf(number));
        }
        return line;
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        texts.stream().sorted().forEach(array::add);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
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
