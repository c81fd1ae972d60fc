--liquibase formatted sql

--changeset gap:1
CREATE TABLE gap (
    id BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    client VARCHAR(64) NOT NULL,
    external_id VARCHAR(64),
    facility BINARY(16) NOT NULL,
    role VARCHAR(20) NOT NULL,
    level VARCHAR(20) NOT NULL,
    headcount INT NOT NULL,
    filled INT NOT NULL,
    required_languages JSON NOT NULL,
    preferred_languages JSON NOT NULL,
    work_mode VARCHAR(10) NOT NULL,
    starts_on DATE NOT NULL,
    grace_days INT NOT NULL,
    priority INT NOT NULL,
    status VARCHAR(10) NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT gap_pk PRIMARY KEY (id),
    CONSTRAINT gap_external UNIQUE (client, external_id),
    CONSTRAINT gap_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT gap_facility FOREIGN KEY (facility) REFERENCES facility (id),
    CONSTRAINT gap_role FOREIGN KEY (role) REFERENCES role (id),
    CONSTRAINT gap_level CHECK (level IN ('basic', 'intermediate', 'advanced')),
    CONSTRAINT gap_headcount CHECK (headcount BETWEEN 1 AND 100),
    CONSTRAINT gap_filled CHECK (filled BETWEEN 0 AND headcount),
    CONSTRAINT gap_work_mode CHECK (work_mode IN ('on-site', 'hybrid', 'remote')),
    CONSTRAINT gap_grace_days CHECK (grace_days BETWEEN 0 AND 365),
    CONSTRAINT gap_priority CHECK (priority BETWEEN 1 AND 5),
    CONSTRAINT gap_status CHECK (status IN ('open', 'on-hold', 'filled', 'cancelled')),
    INDEX gap_page (department, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE gap;

--changeset gap:2
CREATE TABLE gap_certification (
    gap BINARY(16) NOT NULL,
    group_no INT NOT NULL,
    certification VARCHAR(40) NOT NULL,
    CONSTRAINT gap_certification_pk PRIMARY KEY (gap, group_no, certification),
    CONSTRAINT gap_certification_gap FOREIGN KEY (gap) REFERENCES gap (id) ON DELETE CASCADE,
    CONSTRAINT gap_certification_certification FOREIGN KEY (certification) REFERENCES certification (code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'group 0: preferred; 1 and up: each required, met by any one of its certifications';
--rollback DROP TABLE gap_certification;

--changeset gap:3
ALTER TABLE gap
    ADD COLUMN held INT NOT NULL DEFAULT 0,
    ADD CONSTRAINT gap_seats CHECK (held >= 0 AND filled + held <= headcount);
--rollback ALTER TABLE gap DROP CONSTRAINT gap_seats;
--rollback ALTER TABLE gap DROP COLUMN held;

--changeset gap:4
-- Contract: the default was for nodes of a version that did not know the column, and no supported version writes without it.
ALTER TABLE gap MODIFY held INT NOT NULL;
--rollback ALTER TABLE gap MODIFY held INT NOT NULL DEFAULT 0;
