--liquibase formatted sql

--changeset facility:1
CREATE TABLE facility (
    id BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    client VARCHAR(64) NOT NULL,
    external_id VARCHAR(64),
    hfr_id CHAR(12),
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    district INT,
    beds INT,
    contact_role VARCHAR(120),
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT facility_pk PRIMARY KEY (id),
    CONSTRAINT facility_external UNIQUE (client, external_id),
    CONSTRAINT facility_hfr UNIQUE (department, hfr_id),
    CONSTRAINT facility_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT facility_district FOREIGN KEY (district) REFERENCES district (id),
    CONSTRAINT facility_beds CHECK (beds BETWEEN 0 AND 20000),
    INDEX facility_page (department, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE facility;
