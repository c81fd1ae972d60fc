--liquibase formatted sql

--changeset store:1
CREATE TABLE change_head (
    id TINYINT NOT NULL,
    sequence BIGINT NOT NULL,
    CONSTRAINT change_head_pk PRIMARY KEY (id),
    CONSTRAINT change_head_one CHECK (id = 1)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE change_head;

--changeset store:2
INSERT INTO change_head (id, sequence) VALUES (1, 0);
--rollback DELETE FROM change_head;

--changeset store:3
CREATE TABLE change_log (
    sequence BIGINT NOT NULL,
    feature VARCHAR(20) NOT NULL,
    id VARCHAR(64) NOT NULL,
    version INT NOT NULL,
    kind VARCHAR(10) NOT NULL,
    department VARCHAR(6),
    region VARCHAR(6),
    actor VARCHAR(64) NOT NULL,
    at DATETIME(6) NOT NULL,
    CONSTRAINT change_log_pk PRIMARY KEY (sequence),
    CONSTRAINT change_log_kind CHECK (kind IN ('created', 'updated', 'deleted')),
    INDEX change_log_feature (feature, sequence),
    INDEX change_log_department (department, sequence)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE change_log;

--changeset store:4
CREATE TABLE audit_head (
    chain VARCHAR(6) NOT NULL,
    sequence BIGINT NOT NULL,
    mac CHAR(64) NOT NULL,
    seal CHAR(64) NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (chain)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE audit_head;

--changeset store:5
CREATE TABLE audit_log (
    chain VARCHAR(6) NOT NULL,
    sequence BIGINT NOT NULL,
    action VARCHAR(20) NOT NULL,
    feature VARCHAR(20) NOT NULL,
    id VARCHAR(100),
    department VARCHAR(6),
    actor VARCHAR(64) NOT NULL,
    outcome VARCHAR(10) NOT NULL,
    request_id VARCHAR(64) NOT NULL,
    at DATETIME(6) NOT NULL,
    change_sequence BIGINT,
    mac CHAR(64) NOT NULL,
    CONSTRAINT audit_log_pk PRIMARY KEY (chain, sequence),
    CONSTRAINT audit_log_change UNIQUE (change_sequence),
    INDEX audit_log_at (at),
    INDEX audit_log_id (id, at),
    INDEX audit_log_actor (actor, at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE audit_log;

--changeset store:6
CREATE TABLE job (
    task_name VARCHAR(40) NOT NULL,
    task_instance VARCHAR(64) NOT NULL,
    task_data BLOB,
    execution_time DATETIME(6) NOT NULL,
    picked TINYINT(1) NOT NULL,
    picked_by VARCHAR(50),
    last_success DATETIME(6),
    last_failure DATETIME(6),
    consecutive_failures INT,
    last_heartbeat DATETIME(6),
    version BIGINT NOT NULL,
    CONSTRAINT job_pk PRIMARY KEY (task_name, task_instance),
    INDEX job_due (execution_time),
    INDEX job_alive (last_heartbeat)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'what is to be done, once across all nodes; kept by db-scheduler';
--rollback DROP TABLE job;
