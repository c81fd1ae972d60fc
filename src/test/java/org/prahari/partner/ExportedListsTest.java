package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.prahari.support.Operation;

/** Each list of the contract has an export, or a reason why not. */
class ExportedListsTest {
    private static final String WORKED_OUT = "is worked out when it is asked for, and kept nowhere";
    private static final String WORDS = "is the same for a version of the service";

    /** By the operation that lists page by page: the operation that exports. */
    private static final Map<String, String> EXPORTS = Map.ofEntries(
            Map.entry("listAllocations", "exportAllocations"),
            Map.entry("listAssessments", "exportAssessments"),
            Map.entry("listAssignments", "exportAssignments"),
            Map.entry("listAudit", "exportAudit"),
            Map.entry("listCampaignHeadings", "exportCampaigns"),
            Map.entry("listCampaignRevisions", "exportRevisions"),
            Map.entry("listCampaigns", "exportCampaigns"),
            Map.entry("listCertificationRoles", "exportCertifications"),
            Map.entry("listCertifications", "exportCertifications"),
            Map.entry("listChanges", "exportChanges"),
            Map.entry("listClients", "exportClients"),
            Map.entry("listDeliveries", "exportDeliveries"),
            Map.entry("listDistricts", "exportDistricts"),
            Map.entry("listErasures", "exportErasures"),
            Map.entry("listFacilities", "exportFacilities"),
            Map.entry("listGaps", "exportGaps"),
            // Its own streams, by Accept.
            Map.entry("listImportErrors", "listImportErrors"),
            Map.entry("listNotices", "exportNotices"),
            Map.entry("listOffers", "exportOffers"),
            Map.entry("listRegions", "exportRegions"),
            Map.entry("listRoleCertifications", "exportCertifications"),
            Map.entry("listRoles", "exportRoles"),
            Map.entry("listTrainees", "exportTrainees"),
            Map.entry("listUnfilled", "exportUnfilled"),
            Map.entry("listWebhooks", "exportWebhooks"));

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("forecastQualified", WORKED_OUT),
            Map.entry("getCampaignReach", WORKED_OUT),
            Map.entry("listCampaignCoverage", WORKED_OUT),
            Map.entry("listCandidates", WORKED_OUT),
            Map.entry("listCertificationHolders", WORKED_OUT),
            Map.entry("listOpenings", WORKED_OUT),
            Map.entry("listOwnCertificationHolders", WORKED_OUT),
            Map.entry("listOwnShortages", WORKED_OUT),
            Map.entry("listOwnTrends", WORKED_OUT),
            Map.entry("listReadiness", WORKED_OUT),
            Map.entry("listShortages", WORKED_OUT),
            Map.entry("listTrends", WORKED_OUT),
            Map.entry("listFrameworkChanges", WORKED_OUT),
            Map.entry("listAudiences", WORDS),
            Map.entry("listChannels", WORDS),
            Map.entry("listReadinessQuestions", WORDS),
            Map.entry("listTopics", WORDS),
            Map.entry("listRoleElements", "is another's work, which publishes it as one file"),
            Map.entry(
                    "listConsents",
                    "is one person's: the present consent goes out with trainees, all with exportTrainee"),
            Map.entry("listEvidence", "is one person's, and goes out with exportTrainee"),
            Map.entry("listImports", "is the key's own, and forgotten soon; the report of each is a stream"),
            Map.entry("syncCampaigns", "is itself a delta of all"));

    @Test
    void eachListCanBeTakenOutAsAStreamOrHasAReason() {
        Map<String, Operation> operations = new TreeMap<>();
        Operation.all().forEach(operation -> operations.put(id(operation), operation));
        Map<String, Operation> lists = new TreeMap<>(operations);
        lists.values().removeIf(operation -> !lists(operation));
        assertThat(lists).hasSizeGreaterThan(40);
        assertThat(lists.keySet())
                .as("A new list needs an export, or a reason here why it has none")
                .allMatch(name -> EXPORTS.containsKey(name) != REASONS.containsKey(name));
        assertThat(lists.keySet()).containsAll(EXPORTS.keySet()).containsAll(REASONS.keySet());
        EXPORTS.forEach((list, name) -> {
            Operation export = operations.get(name);
            assertThat(export).as("the export of " + list).isNotNull();
            assertThat(answer(export).has("application/x-ndjson")).as(name).isTrue();
            assertThat(answer(export).has("text/csv")).as(name).isTrue();
        });
    }

    @Test
    void eachExportIsOfAList() {
        assertThat(Operation.all().stream()
                        .filter(operation -> operation.path().startsWith("/v1/exports/"))
                        .map(ExportedListsTest::id)
                        .filter(name -> !name.equals("exportTranslations")))
                .isSubsetOf(EXPORTS.values());
    }

    private static boolean lists(Operation operation) {
        return operation.method().equals("GET") && holdsItems(answer(operation).at("/application~1json/schema"));
    }

    private static boolean holdsItems(JsonNode schema) {
        JsonNode resolved = Operation.resolve(schema);
        if (resolved.path("properties").has("items")) {
            return true;
        }
        for (JsonNode part : resolved.path("allOf")) {
            if (holdsItems(part)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode answer(Operation operation) {
        return Operation.resolve(operation.body().path("responses").path("200")).path("content");
    }

    private static String id(Operation operation) {
        return operation.body().get("operationId").asText();
    }
}
