--liquibase formatted sql

--changeset trainee:1
CREATE TABLE trainee (
    id BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    client VARCHAR(64) NOT NULL,
    external_id VARCHAR(64),
    home_region CHAR(5) NOT NULL,
    home_district INT,
    relocation VARCHAR(10) NOT NULL,
    relocation_regions JSON NOT NULL,
    remote TINYINT(1) NOT NULL,
    languages JSON NOT NULL,
    experience_months INT NOT NULL,
    available_from DATE NOT NULL,
    status VARCHAR(10) NOT NULL,
    registered_on DATE NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT trainee_pk PRIMARY KEY (id),
    CONSTRAINT trainee_external UNIQUE (client, external_id),
    CONSTRAINT trainee_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT trainee_home_region FOREIGN KEY (home_region) REFERENCES region (id),
    CONSTRAINT trainee_home_district FOREIGN KEY (home_district) REFERENCES district (id),
    CONSTRAINT trainee_relocation CHECK (relocation IN ('district', 'state', 'states', 'anywhere')),
    CONSTRAINT trainee_experience CHECK (experience_months BETWEEN 0 AND 720),
    CONSTRAINT trainee_status CHECK (status IN ('available', 'offered', 'placed', 'withdrawn')),
    INDEX trainee_page (department, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee;

--changeset trainee:2
CREATE TABLE trainee_role (
    trainee BINARY(16) NOT NULL,
    position INT NOT NULL,
    role VARCHAR(20) NOT NULL,
    level VARCHAR(20) NOT NULL,
    CONSTRAINT trainee_role_pk PRIMARY KEY (trainee, position),
    CONSTRAINT trainee_role_once UNIQUE (trainee, role),
    CONSTRAINT trainee_role_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE,
    CONSTRAINT trainee_role_role FOREIGN KEY (role) REFERENCES role (id),
    CONSTRAINT trainee_role_level CHECK (level IN ('basic', 'intermediate', 'advanced'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_role;

--changeset trainee:3
CREATE TABLE trainee_held (
    trainee BINARY(16) NOT NULL,
    certification VARCHAR(40) NOT NULL,
    issued_on DATE NOT NULL,
    expires_on DATE,
    verification VARCHAR(20) NOT NULL,
    CONSTRAINT trainee_held_pk PRIMARY KEY (trainee, certification),
    CONSTRAINT trainee_held_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE,
    CONSTRAINT trainee_held_certification FOREIGN KEY (certification) REFERENCES certification (code),
    CONSTRAINT trainee_held_dates CHECK (expires_on IS NULL OR expires_on >= issued_on),
    CONSTRAINT trainee_held_verification CHECK (verification IN ('self-declared', 'verified'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_held;

--changeset trainee:4
CREATE TABLE trainee_progress (
    trainee BINARY(16) NOT NULL,
    certification VARCHAR(40) NOT NULL,
    expected_on DATE NOT NULL,
    CONSTRAINT trainee_progress_pk PRIMARY KEY (trainee, certification),
    CONSTRAINT trainee_progress_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE,
    CONSTRAINT trainee_progress_certification FOREIGN KEY (certification) REFERENCES certification (code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_progress;

--changeset trainee:5
CREATE TABLE trainee_consent (
    trainee BINARY(16) NOT NULL,
    notice VARCHAR(20) NOT NULL,
    language VARCHAR(35) NOT NULL,
    purposes JSON NOT NULL,
    given_at DATETIME(6) NOT NULL,
    withdrawn_at DATETIME(6),
    CONSTRAINT trainee_consent_pk PRIMARY KEY (trainee),
    CONSTRAINT trainee_consent_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_consent;

--changeset trainee:6
CREATE TABLE trainee_identity (
    trainee BINARY(16) NOT NULL,
    name VARCHAR(200) NOT NULL,
    email VARCHAR(254),
    phone VARCHAR(20),
    CONSTRAINT trainee_identity_pk PRIMARY KEY (trainee),
    CONSTRAINT trainee_identity_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_identity;

--changeset trainee:7
-- Keys that identities may be sealed under. A key that is not here cannot be written with, one in use cannot be removed.
CREATE TABLE trainee_identity_key (
    id BIGINT NOT NULL,
    CONSTRAINT trainee_identity_key_pk PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_identity_key;

--changeset trainee:8
-- Expand: identities are sealed from here on. The service moves what name, email and phone hold in the clear into the
-- sealed columns and empties them; a later release drops the three. It cannot be taken back once something is sealed.
ALTER TABLE trainee_identity
    MODIFY name VARCHAR(200),
    ADD COLUMN key_id BIGINT,
    ADD COLUMN name_sealed VARBINARY(1024),
    ADD COLUMN email_sealed VARBINARY(1100),
    ADD COLUMN phone_sealed VARBINARY(64),
    ADD COLUMN email_index BINARY(32),
    ADD COLUMN phone_index BINARY(32),
    ADD INDEX trainee_identity_key_id (key_id, trainee),
    ADD INDEX trainee_identity_email (email_index),
    ADD INDEX trainee_identity_phone (phone_index),
    ADD CONSTRAINT trainee_identity_sealed CHECK (
        (key_id IS NULL AND name IS NOT NULL AND name_sealed IS NULL)
        OR (key_id IS NOT NULL AND name_sealed IS NOT NULL AND name IS NULL AND email IS NULL AND phone IS NULL)),
    ADD CONSTRAINT trainee_identity_key FOREIGN KEY (key_id) REFERENCES trainee_identity_key (id);
--rollback ALTER TABLE trainee_identity MODIFY name VARCHAR(200) NOT NULL;
--rollback ALTER TABLE trainee_identity DROP FOREIGN KEY trainee_identity_key;
--rollback ALTER TABLE trainee_identity DROP CONSTRAINT trainee_identity_sealed;
--rollback ALTER TABLE trainee_identity DROP INDEX trainee_identity_key_id, DROP INDEX trainee_identity_email, DROP INDEX trainee_identity_phone, DROP COLUMN key_id, DROP COLUMN name_sealed, DROP COLUMN email_sealed, DROP COLUMN phone_sealed, DROP COLUMN email_index, DROP COLUMN phone_index;

--changeset trainee:9
CREATE TABLE consent_notice (
    version VARCHAR(20) NOT NULL,
    revision INT NOT NULL,
    client VARCHAR(64) NOT NULL,
    published_at DATETIME(6) NOT NULL,
    CONSTRAINT consent_notice_pk PRIMARY KEY (version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE consent_notice;

--changeset trainee:10
CREATE TABLE consent_notice_text (
    notice VARCHAR(20) NOT NULL,
    language VARCHAR(35) NOT NULL,
    title VARCHAR(200) NOT NULL,
    text TEXT NOT NULL,
    reviewed TINYINT(1) NOT NULL,
    CONSTRAINT consent_notice_text_pk PRIMARY KEY (notice, language),
    CONSTRAINT consent_notice_text_notice FOREIGN KEY (notice) REFERENCES consent_notice (version) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE consent_notice_text;

--changeset trainee:11
CREATE TABLE trainee_consent_past (
    trainee BINARY(16) NOT NULL,
    version INT NOT NULL COMMENT 'of the trainee, when another consent took the place of this one',
    notice VARCHAR(20) NOT NULL,
    language VARCHAR(35) NOT NULL,
    purposes JSON NOT NULL,
    given_at DATETIME(6) NOT NULL,
    withdrawn_at DATETIME(6),
    replaced_at DATETIME(6) NOT NULL,
    CONSTRAINT trainee_consent_past_pk PRIMARY KEY (trainee, version),
    CONSTRAINT trainee_consent_past_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE,
    INDEX trainee_consent_past_notice (notice)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE trainee_consent_past;

--changeset trainee:12
CREATE INDEX trainee_consent_notice ON trainee_consent (notice);
--rollback DROP INDEX trainee_consent_notice ON trainee_consent;

--changeset trainee:13
CREATE TABLE erasure (
    id BINARY(16) NOT NULL,
    trainee BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    client VARCHAR(64) NOT NULL,
    reason VARCHAR(20) NOT NULL,
    removed JSON NOT NULL,
    erased_at DATETIME(6) NOT NULL,
    CONSTRAINT erasure_pk PRIMARY KEY (id),
    CONSTRAINT erasure_trainee UNIQUE (trainee),
    CONSTRAINT erasure_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT erasure_reason
        CHECK (reason IN ('request', 'deletion', 'consent-withdrawn', 'status-withdrawn', 'inactive')),
    INDEX erasure_page (department, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'ids and counts only; the trainee is gone';
--rollback DROP TABLE erasure;
