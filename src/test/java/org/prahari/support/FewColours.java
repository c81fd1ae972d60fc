package org.prahari.support;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A picture of a page in the 256 colours it has most of, which takes a third of the bytes and looks the same. */
public final class FewColours {
    private static final int MOST = 256;
    private static final int ALIKE = 9;

    private FewColours() {}

    public static BufferedImage of(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> kept = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(colour -> kept.size() < MOST && distance(colour, nearest(colour, kept)) > ALIKE)
                .forEach(kept::add);
        int[] palette = kept.stream().mapToInt(Integer::intValue).toArray();
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        var few = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> mapped = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                few.setRGB(x, y, mapped.computeIfAbsent(image.getRGB(x, y), colour -> nearest(colour, kept)));
            }
        }
        return few;
    }

    private static int nearest(int colour, List<Integer> kept) {
        return kept.stream()
                .min((one, other) -> Integer.compare(distance(colour, one), distance(colour, other)))
                .orElse(~colour);
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift : new int[] {0, 8, 16}) {
            sum += Math.abs((one >> shift & 0xff) - (other >> shift & 0xff));
        }
        return sum;
    }
}
