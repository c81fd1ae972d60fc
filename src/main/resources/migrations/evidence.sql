--liquibase formatted sql

--changeset evidence:1
CREATE TABLE trainee_evidence (
    trainee BINARY(16) NOT NULL,
    certification VARCHAR(40) NOT NULL,
    issuer VARCHAR(1000) NOT NULL,
    digest CHAR(64) NOT NULL COMMENT 'SHA-256 of the badge, in hex',
    issued_on DATE NOT NULL,
    expires_on DATE,
    verified_at DATETIME(6) NOT NULL,
    CONSTRAINT trainee_evidence_pk PRIMARY KEY (trainee, certification),
    CONSTRAINT trainee_evidence_trainee FOREIGN KEY (trainee) REFERENCES trainee (id) ON DELETE CASCADE,
    CONSTRAINT trainee_evidence_certification FOREIGN KEY (certification) REFERENCES certification (code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'what certificates were verified by';
--rollback DROP TABLE trainee_evidence;
