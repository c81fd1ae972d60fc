package org.prahari.certification;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.prahari.http.Ctdl;

/** A certification as linked data of the Credential Engine; like {@link Credential}, of verified facts. */
record CtdlCertification(
        @JsonProperty("@context") String context,
        @JsonProperty("@type") String type,
        @JsonProperty("@id") String id,
        @JsonProperty("ceterms:name") Ctdl.Text name,
        @JsonProperty("ceterms:codedNotation") String codedNotation,
        @JsonProperty("ceterms:renewalFrequency") String renewalFrequency,
        @JsonProperty("ceterms:occupationType") List<Alignment> occupationType) {
    /** A role it qualifies for. */
    record Alignment(
            @JsonProperty("@type") String type,
            @JsonProperty("ceterms:frameworkName") Ctdl.Text frameworkName,
            @JsonProperty("ceterms:targetNode") String targetNode,
            @JsonProperty("ceterms:targetNodeName") Ctdl.Text targetNodeName,
            @JsonProperty("ceterms:codedNotation") String codedNotation) {}

    static CtdlCertification of(Certification certification, UnaryOperator<String> roleTitle) {
        Integer months = certification.validityMonths();
        return new CtdlCertification(
                Ctdl.CONTEXT,
                "ceterms:Certification",
                "/v1/certifications/" + certification.code(),
                new Ctdl.Text(certification.name()),
                certification.code(),
                months != null && certification.verified("validityMonths")
                        ? Period.ofMonths(months).toString()
                        : null,
                certification.qualifies().stream()
                        .map(each -> new Alignment(
                                "ceterms:CredentialAlignmentObject",
                                new Ctdl.Text("NICE Framework"),
                                "/v1/roles/" + each.role(),
                                new Ctdl.Text(roleTitle.apply(each.role())),
                                each.role()))
                        .toList());
    }
}
