--liquibase formatted sql

--changeset import:1
CREATE TABLE import_job (
    id BINARY(16) NOT NULL,
    client VARCHAR(64) NOT NULL,
    scopes JSON NOT NULL,
    everywhere TINYINT(1) NOT NULL,
    departments JSON NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    feature VARCHAR(20) NOT NULL,
    header JSON COMMENT 'the columns of a CSV upload',
    separated_by CHAR(1),
    dry_run TINYINT(1) NOT NULL,
    state VARCHAR(10) NOT NULL,
    next_chunk INT NOT NULL,
    failures INT NOT NULL COMMENT 'times in a row that the next chunk could not be written',
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    received_at DATETIME(6) NOT NULL,
    started_at DATETIME(6),
    finished_at DATETIME(6),
    CONSTRAINT import_job_pk PRIMARY KEY (id),
    CONSTRAINT import_job_state
        CHECK (state IN ('receiving', 'queued', 'running', 'succeeded', 'failed', 'cancelled')),
    INDEX import_job_client (client, id),
    INDEX import_job_state_at (state, received_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE import_job;

--changeset import:2
CREATE TABLE import_chunk (
    job BINARY(16) NOT NULL,
    number INT NOT NULL,
    sealed MEDIUMBLOB NOT NULL,
    CONSTRAINT import_chunk_pk PRIMARY KEY (job, number),
    CONSTRAINT import_chunk_job FOREIGN KEY (job) REFERENCES import_job (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'rows that wait to be written, sealed; each is deleted as it is written';
--rollback DROP TABLE import_chunk;

--changeset import:3
CREATE TABLE import_fault (
    job BINARY(16) NOT NULL,
    line BIGINT NOT NULL,
    number INT NOT NULL,
    pointer VARCHAR(255) NOT NULL,
    code VARCHAR(40) NOT NULL,
    detail VARCHAR(255) NOT NULL,
    value VARCHAR(40) NOT NULL COMMENT 'its kind, never itself',
    CONSTRAINT import_fault_pk PRIMARY KEY (job, line, number),
    CONSTRAINT import_fault_job FOREIGN KEY (job) REFERENCES import_job (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE import_fault;

--changeset import:4
CREATE TABLE import_barred (
    job BINARY(16) NOT NULL,
    digest BINARY(32) NOT NULL,
    CONSTRAINT import_barred_pk PRIMARY KEY (job, digest),
    CONSTRAINT import_barred_job FOREIGN KEY (job) REFERENCES import_job (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'rows not to be written: their trainees were erased after they were uploaded';
--rollback DROP TABLE import_barred;
