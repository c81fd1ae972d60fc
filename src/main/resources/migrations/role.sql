--liquibase formatted sql

--changeset role:1
CREATE TABLE role (
    id VARCHAR(20) NOT NULL,
    framework_version VARCHAR(20) NOT NULL,
    title VARCHAR(160) NOT NULL,
    category JSON NOT NULL,
    summary VARCHAR(400) NOT NULL,
    hospital VARCHAR(400) NOT NULL,
    safeguards JSON NOT NULL,
    aliases JSON NOT NULL,
    related JSON NOT NULL,
    opm_codes JSON NOT NULL,
    sources JSON NOT NULL,
    version INT NOT NULL,
    CONSTRAINT role_pk PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE role;

--changeset role:2
CREATE TABLE framework (
    id VARCHAR(20) NOT NULL,
    version VARCHAR(20) NOT NULL,
    title VARCHAR(200) NOT NULL,
    website VARCHAR(300),
    revision INT NOT NULL COMMENT 'how often this version was written: 1, and one more each time its content was replaced',
    imported_at DATETIME(6) NOT NULL,
    CONSTRAINT framework_pk PRIMARY KEY (id, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE framework;

--changeset role:3
CREATE TABLE framework_element (
    framework VARCHAR(20) NOT NULL,
    version VARCHAR(20) NOT NULL,
    id VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR(300),
    text VARCHAR(4000),
    CONSTRAINT framework_element_pk PRIMARY KEY (framework, version, id),
    CONSTRAINT framework_element_version FOREIGN KEY (framework, version) REFERENCES framework (id, version),
    CONSTRAINT framework_element_kind CHECK (kind IN
        ('category', 'work-role', 'competency-area', 'task', 'knowledge', 'skill', 'opm-code'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE framework_element;

--changeset role:4
CREATE TABLE framework_relation (
    framework VARCHAR(20) NOT NULL,
    version VARCHAR(20) NOT NULL,
    source VARCHAR(40) NOT NULL,
    target VARCHAR(40) NOT NULL,
    CONSTRAINT framework_relation_pk PRIMARY KEY (framework, version, source, target),
    CONSTRAINT framework_relation_source FOREIGN KEY (framework, version, source)
        REFERENCES framework_element (framework, version, id),
    CONSTRAINT framework_relation_target FOREIGN KEY (framework, version, target)
        REFERENCES framework_element (framework, version, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE framework_relation;
