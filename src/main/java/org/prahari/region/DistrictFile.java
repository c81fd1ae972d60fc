package org.prahari.region;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.prahari.store.BadFile;
import org.prahari.store.Change;

/**
 * The district file of the Local Government Directory (lgdirectory.gov.in): CSV with the columns State Code, State Name,
 * District Code, District Name. All or nothing: a file with one bad line changes nothing.
 */
public final class DistrictFile {
    private final RegionDao dao;
    private final Clock clock;

    public DistrictFile(RegionDao dao, Clock clock) {
        this.dao = dao;
        this.clock = clock;
    }

    private record Line(
            @JsonProperty("State Code") Integer state,
            @JsonProperty("District Code") Integer district,
            @JsonProperty("District Name") String name) {}

    /**
     * Imports the file.
     *
     * @return how many districts it holds
     * @throws BadFile if it is not such a file; names the line
     */
    public int apply(Path file) throws IOException {
        Map<Integer, String> regions = new HashMap<>();
        dao.list().forEach(region -> regions.put(region.lgdCode(), region.id()));
        Map<Integer, District> districts = read(file, regions);
        dao.useTransaction(tx -> {
            Map<Integer, District> stored = new HashMap<>();
            tx.listDistricts().forEach(district -> stored.put(district.id(), district));
            var changed = districts.values().stream()
                    .filter(district -> !district.equals(stored.get(district.id())))
                    .toList();
            tx.upsertDistricts(changed);
            tx.logAll(changed.stream()
                    .map(district -> Change.of(
                            "district",
                            district.id(),
                            1,
                            stored.containsKey(district.id()) ? Change.Kind.UPDATED : Change.Kind.CREATED,
                            "import",
                            clock.instant()))
                    .toList());
        });
        return districts.size();
    }

    private static Map<Integer, District> read(Path file, Map<Integer, String> regions) throws IOException {
        var mapper = CsvMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .build();
        var reader = mapper.readerFor(Line.class).with(CsvSchema.emptySchema().withHeader());
        Map<Integer, District> districts = new LinkedHashMap<>();
        int line = 1;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                MappingIterator<Line> lines = reader.readValues(in)) {
            while (lines.hasNextValue()) {
                line = lines.getCurrentLocation().getLineNr();
                add(districts, lines.nextValue(), regions, "line " + line);
            }
        } catch (JsonProcessingException | RuntimeJsonMappingException | java.nio.charset.MalformedInputException e) {
            throw new BadFile("line " + line, "is not a line of the directory's district file");
        }
        if (districts.isEmpty()) {
            throw new BadFile("line 1", "the file holds no district");
        }
        return districts;
    }

    private static void add(Map<Integer, District> districts, Line line, Map<Integer, String> regions, String where) {
        if (line.state() == null
                || line.district() == null
                || line.name() == null
                || line.name().isBlank()) {
            throw new BadFile(where, "lacks State Code, District Code or District Name");
        }
        String region = regions.get(line.state());
        if (region == null) {
            throw new BadFile(where, "State Code " + line.state() + " is not a region known here");
        }
        if (districts.put(
                        line.district(),
                        new District(line.district(), region, line.name().strip()))
                != null) {
            throw new BadFile(where, "District Code " + line.district() + " stands there twice");
        }
    }
}
