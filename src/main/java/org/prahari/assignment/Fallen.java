package org.prahari.assignment;

import java.util.Arrays;

/** The people whose prices fell, in order, logged under each role they seek. */
final class Fallen {
    private final Problem problem;
    private final int[][] logs;
    private final int[] sizes;

    Fallen(Problem problem) {
        this.problem = problem;
        logs = new int[problem.roleStart.length - 1][0];
        sizes = new int[logs.length];
    }

    /** Goes its own way from here. */
    Fallen(Fallen other, Problem problem) {
        this.problem = problem;
        sizes = other.sizes.clone();
        logs = new int[sizes.length][];
        for (int role = 0; role < sizes.length; role++) {
            logs[role] = Arrays.copyOf(other.logs[role], sizes[role]);
        }
    }

    void add(int person) {
        int before = -1;
        for (int at = problem.firstProfile(person); at < problem.firstProfile(person + 1); at++) {
            int role = problem.profiles.role[problem.profileAt(at)];
            // Profiles are ordered by role, so the windows of one role follow each other.
            if (role != before) {
                if (sizes[role] == logs[role].length) {
                    logs[role] = Arrays.copyOf(logs[role], Math.max(16, sizes[role] * 2));
                }
                logs[role][sizes[role]++] = person;
                before = role;
            }
        }
    }

    int at(int role, int index) {
        return logs[role][index];
    }

    int size(int role) {
        return sizes[role];
    }
}
