package io.logrich.render;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour as a style names it, and what is sent to a terminal for it: the nearest that the terminal has. Immutable.
 *
 * @param number the number of a colour of the terminal, {@link #DEFAULT}, or {@link #RGB}
 * @param rgb red, green and blue, eight bits each
 */
record Color(int number, int rgb) {
    /** The terminal's own colour. */
    private static final int DEFAULT = -1;

    /** Not one of the terminal's colours. */
    private static final int RGB = -2;

    private static final String NUMBER = "color\\(\\s*([0-9]{1,3})\\s*\\)";
    private static final String TRIPLE = "rgb\\(\\s*([0-9]{1,3})\\s*,\\s*([0-9]{1,3})\\s*,\\s*([0-9]{1,3})\\s*\\)";
    private static final String HEX = "#[0-9a-f]{6}";

    /** The first 16, as most terminals show them. */
    private static final int[] BASIC = {
        0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
        0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff
    };

    /**
     * The colour that a word names.
     *
     * @throws IllegalArgumentException if it names none; the message says why
     */
    static Color parse(String word) {
        String text = word.toLowerCase(Locale.ROOT);
        if (text.equals("default")) {
            return new Color(DEFAULT, 0);
        }
        int named = ColorNames.numberOf(text);
        if (named >= 0) {
            return new Color(named, 0);
        } else if (text.matches(HEX)) {
            return new Color(RGB, Integer.parseInt(text.substring(1), 16));
        }
        Matcher number = Pattern.compile(NUMBER).matcher(text);
        if (number.matches()) {
            return new Color(byteOf(number.group(1)), 0);
        }
        Matcher triple = Pattern.compile(TRIPLE).matcher(text);
        if (triple.matches()) {
            return new Color(
                    RGB, byteOf(triple.group(1)) << 16 | byteOf(triple.group(2)) << 8 | byteOf(triple.group(3)));
        }
        throw new IllegalArgumentException("is no colour");
    }

    /** The parameters of SGR that select it. */
    String parameters(ColorDepth depth, boolean background) {
        int base = background ? 40 : 30;
        if (number == DEFAULT) {
            return String.valueOf(base + 9);
        } else if (depth == ColorDepth.BASIC || number >= 0 && number < 16) {
            int basic = basic();
            return String.valueOf(basic < 8 ? base + basic : base + 52 + basic);
        } else if (depth == ColorDepth.INDEXED || number >= 0) {
            return base + 8 + ";5;" + (number >= 0 ? number : indexed());
        }
        return base + 8 + ";2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff);
    }

    /** The nearest of 16, by a distance that knows how eyes weigh red and blue. */
    private int basic() {
        if (number >= 0 && number < 16) {
            return number;
        }
        int wanted = number >= 0 ? ofIndex(number) : rgb;
        int best = 0;
        for (int i = 1; i < BASIC.length; i++) {
            if (distance(wanted, BASIC[i]) < distance(wanted, BASIC[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The nearest of 256: of the greys if it is nearly grey, else of the cube. */
    private int indexed() {
        int red = rgb >> 16;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        int most = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        double light = (most + least) / 510.0;
        double spread = (most - least) / 255.0;
        double saturation = spread == 0 ? 0 : spread / (light <= 0.5 ? 2 * light : 2 - 2 * light);
        if (saturation < 0.15) {
            int grey = (int) Math.rint(light * 25);
            return grey == 0 ? 16 : grey == 25 ? 231 : 231 + grey;
        }
        return 16 + 36 * step(red) + 6 * step(green) + step(blue);
    }

    private static int step(int part) {
        return (int) Math.rint(part < 95 ? part / 95.0 : 1 + (part - 95) / 40.0);
    }

    /** Red, green and blue of a colour of the cube or of the greys. */
    private static int ofIndex(int index) {
        if (index >= 232) {
            return (8 + 10 * (index - 232)) * 0x010101;
        }
        int place = index - 16;
        return level(place / 36) << 16 | level(place / 6 % 6) << 8 | level(place % 6);
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static int distance(int one, int two) {
        int mean = ((one >> 16) + (two >> 16)) / 2;
        int red = (one >> 16) - (two >> 16);
        int green = (one >> 8 & 0xff) - (two >> 8 & 0xff);
        int blue = (one & 0xff) - (two & 0xff);
        return ((512 + mean) * red * red >> 8) + 4 * green * green + ((767 - mean) * blue * blue >> 8);
    }

    private static int byteOf(String digits) {
        int value = Integer.parseInt(digits);
        if (value > 255) {
            throw new IllegalArgumentException("has a number above 255");
        }
        return value;
    }
}
