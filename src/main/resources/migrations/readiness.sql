--liquibase formatted sql

--changeset readiness:1
CREATE TABLE assessment (
    id BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    client VARCHAR(64) NOT NULL,
    external_id VARCHAR(64),
    facility BINARY(16) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    assessed_on DATE NOT NULL,
    assessor VARCHAR(120),
    reference VARCHAR(64),
    answers JSON NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT assessment_pk PRIMARY KEY (id),
    CONSTRAINT assessment_external UNIQUE (client, external_id),
    CONSTRAINT assessment_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT assessment_facility FOREIGN KEY (facility) REFERENCES facility (id),
    CONSTRAINT assessment_kind CHECK (kind IN ('self-assessment', 'internal-audit', 'outside-audit')),
    INDEX assessment_page (department, id),
    INDEX assessment_latest (facility, assessed_on, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE assessment;

--changeset readiness:2
CREATE TABLE staff (
    facility BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    posts JSON NOT NULL,
    version INT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT staff_pk PRIMARY KEY (facility),
    CONSTRAINT staff_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT staff_facility FOREIGN KEY (facility) REFERENCES facility (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'posts that are filled already, by other ways than offers; no persons';
--rollback DROP TABLE staff;
