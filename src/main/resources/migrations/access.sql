--liquibase formatted sql

--changeset access:1
CREATE TABLE client (
    id BINARY(16) NOT NULL,
    name VARCHAR(120) NOT NULL,
    scopes JSON NOT NULL,
    departments JSON NOT NULL,
    created_at DATETIME(6) NOT NULL,
    CONSTRAINT client_pk PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE client;

--changeset access:2
CREATE TABLE client_key (
    id CHAR(16) NOT NULL,
    client BINARY(16) NOT NULL,
    hash CHAR(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6),
    revoked_at DATETIME(6),
    CONSTRAINT client_key_pk PRIMARY KEY (id),
    CONSTRAINT client_key_client FOREIGN KEY (client) REFERENCES client (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE client_key;

--changeset access:3
ALTER TABLE client
    ADD COLUMN version INT NOT NULL DEFAULT 1,
    ADD COLUMN updated_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    ADD COLUMN revoked_at DATETIME(6);
--rollback ALTER TABLE client DROP COLUMN version, DROP COLUMN updated_at, DROP COLUMN revoked_at;

--changeset access:4
UPDATE client SET updated_at = created_at;
--rollback UPDATE client SET updated_at = created_at;

--changeset access:5
ALTER TABLE client_key ADD COLUMN last_used_on DATE;
--rollback ALTER TABLE client_key DROP COLUMN last_used_on;

--changeset access:6
CREATE TABLE idempotency (
    client VARCHAR(64) NOT NULL,
    id_key CHAR(64) NOT NULL,
    fingerprint CHAR(64) NOT NULL,
    status INT,
    location VARCHAR(255),
    etag VARCHAR(64),
    body MEDIUMBLOB,
    department CHAR(5),
    subject BINARY(16),
    created_at DATETIME(6) NOT NULL,
    CONSTRAINT idempotency_pk PRIMARY KEY (client, id_key),
    INDEX idempotency_age (created_at),
    INDEX idempotency_subject (subject)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE idempotency;
