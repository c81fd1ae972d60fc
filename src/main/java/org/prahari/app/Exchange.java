package org.prahari.app;

import io.dropwizard.core.setup.Environment;
import org.jdbi.v3.core.Jdbi;
import org.prahari.certification.Catalogue;
import org.prahari.certification.CtdlCertificationResource;
import org.prahari.facility.FacilityDao;
import org.prahari.facility.FhirFacilityResource;
import org.prahari.role.CtdlRoleResource;
import org.prahari.role.Roles;
import org.prahari.store.Snapshot;

/** What other systems read in words of their own; offers in FHIR are with {@link Placements}. */
final class Exchange {
    private Exchange() {}

    static void register(
            Environment environment, Jdbi jdbi, Snapshot<Roles> roles, Snapshot<Catalogue> certifications) {
        environment.jersey().register(new CtdlRoleResource(roles));
        environment.jersey().register(new CtdlCertificationResource(certifications));
        environment.jersey().register(new FhirMetadataResource());
        environment.jersey().register(new FhirFacilityResource(jdbi.onDemand(FacilityDao.class)));
    }
}
