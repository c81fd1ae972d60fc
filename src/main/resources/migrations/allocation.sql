--liquibase formatted sql

--changeset allocation:1
CREATE TABLE allocation_round (
    id BINARY(16) NOT NULL,
    departments JSON NOT NULL,
    department_count INT NOT NULL,
    roles JSON,
    date DATE NOT NULL,
    mode VARCHAR(10) NOT NULL,
    dry_run TINYINT(1) NOT NULL,
    state VARCHAR(10) NOT NULL,
    attempt INT NOT NULL,
    stage VARCHAR(10),
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    people INT,
    gaps INT,
    seats INT,
    filled INT,
    weight BIGINT,
    score BIGINT,
    bound_weight BIGINT,
    bound_score BIGINT,
    seats_lost INT,
    blocking_pairs INT,
    fault VARCHAR(200),
    client VARCHAR(64) NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    started_at DATETIME(6),
    finished_at DATETIME(6),
    CONSTRAINT allocation_round_pk PRIMARY KEY (id),
    CONSTRAINT allocation_round_mode CHECK (mode IN ('optimal', 'stable')),
    CONSTRAINT allocation_round_state
        CHECK (state IN ('queued', 'running', 'succeeded', 'stopped', 'failed', 'cancelled')),
    INDEX allocation_round_state_id (state, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE allocation_round;

--changeset allocation:2
CREATE TABLE allocation_department (
    round BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    CONSTRAINT allocation_department_pk PRIMARY KEY (round, department),
    CONSTRAINT allocation_department_round FOREIGN KEY (round) REFERENCES allocation_round (id) ON DELETE CASCADE,
    CONSTRAINT allocation_department_region FOREIGN KEY (department) REFERENCES region (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE allocation_department;

--changeset allocation:3
CREATE TABLE allocation_gap (
    round BINARY(16) NOT NULL,
    number INT NOT NULL,
    gap BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    role VARCHAR(20) NOT NULL,
    seats INT NOT NULL,
    filled INT NOT NULL,
    price_weight BIGINT,
    price_score BIGINT,
    runner_up INT,
    runner_up_score INT,
    shortage JSON,
    CONSTRAINT allocation_gap_pk PRIMARY KEY (round, number),
    CONSTRAINT allocation_gap_round FOREIGN KEY (round) REFERENCES allocation_round (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE allocation_gap;

--changeset allocation:4
CREATE TABLE allocation_person (
    round BINARY(16) NOT NULL,
    number INT NOT NULL,
    trainee BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    gap_number INT,
    score INT,
    components JSON,
    CONSTRAINT allocation_person_pk PRIMARY KEY (round, number),
    CONSTRAINT allocation_person_round FOREIGN KEY (round) REFERENCES allocation_round (id) ON DELETE CASCADE,
    INDEX allocation_person_trainee (trainee)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'whom the numbers of a round stand for, of those it mentions';
--rollback DROP TABLE allocation_person;

--changeset allocation:5
CREATE TABLE allocation_proof (
    round BINARY(16) NOT NULL,
    part INT NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    sha256 BINARY(32) NOT NULL,
    parts INT NOT NULL,
    CONSTRAINT allocation_proof_pk PRIMARY KEY (round, part),
    CONSTRAINT allocation_proof_round FOREIGN KEY (round) REFERENCES allocation_round (id) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE allocation_proof;
