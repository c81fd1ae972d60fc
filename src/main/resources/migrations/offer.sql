--liquibase formatted sql

--changeset offer:1
CREATE TABLE offer (
    id BINARY(16) NOT NULL,
    allocation BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    gap BINARY(16) NOT NULL,
    trainee BINARY(16),
    trainee_department CHAR(5) NOT NULL,
    open_trainee BINARY(16) COMMENT 'the trainee while the offer is open: nobody has two',
    score INT NOT NULL,
    state VARCHAR(10) NOT NULL,
    answer_by DATE NOT NULL,
    client VARCHAR(64) NOT NULL,
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    decided_at DATETIME(6),
    CONSTRAINT offer_pk PRIMARY KEY (id),
    CONSTRAINT offer_open UNIQUE (open_trainee),
    CONSTRAINT offer_department FOREIGN KEY (department) REFERENCES region (id),
    CONSTRAINT offer_trainee_department FOREIGN KEY (trainee_department) REFERENCES region (id),
    CONSTRAINT offer_state CHECK (state IN ('offered', 'accepted', 'declined', 'expired', 'withdrawn')),
    CONSTRAINT offer_open_trainee CHECK ((state = 'offered') = (open_trainee IS NOT NULL)),
    INDEX offer_page (department, id),
    INDEX offer_trainee_page (trainee_department, id),
    INDEX offer_allocation (allocation, id),
    INDEX offer_gap (gap, id),
    INDEX offer_trainee (trainee, id),
    INDEX offer_due (state, answer_by)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE offer;

--changeset offer:2
CREATE TABLE offer_applied (
    allocation BINARY(16) NOT NULL,
    department CHAR(5) NOT NULL,
    offers INT NOT NULL,
    answer_by DATE NOT NULL,
    client VARCHAR(64) NOT NULL,
    applied_at DATETIME(6) NOT NULL,
    CONSTRAINT offer_applied_pk PRIMARY KEY (allocation, department),
    CONSTRAINT offer_applied_department FOREIGN KEY (department) REFERENCES region (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'what each department has offered of a round, once';
--rollback DROP TABLE offer_applied;
