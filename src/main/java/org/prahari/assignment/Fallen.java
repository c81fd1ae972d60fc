package org.prahari.assignment;

/** A log of the people whose prices fell, in order. */
final class Fallen {
    private int[] people = new int[16];
    private int size;

    void add(int person) {
        if (size == people.length) {
            people = java.util.Arrays.copyOf(people, size * 2);
        }
        people[size++] = person;
    }

    int at(int index) {
        return people[index];
    }

    int size() {
        return size;
    }
}
