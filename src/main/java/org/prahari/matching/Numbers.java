package org.prahari.matching;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers for names, from 0 in the order they are first met; a name keeps its number, so pools that follow one another share them. */
final class Numbers {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile String[] names = {};

    int of(String name) {
        Integer known = numbers.get(name);
        return known == null ? add(name) : known;
    }

    String name(int number) {
        return names[number];
    }

    int size() {
        return names.length;
    }

    private synchronized int add(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = names.length;
        String[] more = Arrays.copyOf(names, number + 1);
        more[number] = name;
        names = more;
        numbers.put(name, number);
        return number;
    }
}
