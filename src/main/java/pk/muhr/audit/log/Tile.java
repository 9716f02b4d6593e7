package pk.muhr.audit.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the tree as it is published: up to 256 hashes of one height beside each other (C2SP tlog-tiles).
 *
 * @param level hashes in it cover 256 to this power leaves each
 * @param number how many tiles of the level lie left of it
 * @param width its hashes, 1 to 256
 */
public record Tile(int level, long number, int width) {

    /** Hashes in a whole tile. */
    public static final int WIDTH = 256;

    private static final int HIGHEST = 7;
    private static final int BITS = 8;
    private static final int GROUP = 1000;
    private static final long MOST = Long.MAX_VALUE >> BITS;
    private static final Pattern NUMBER = Pattern.compile("((?:x\\d{3}/)*)(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");
    private static final int LONGEST = 40;

    public Tile {
        if (level < 0 || level > HIGHEST || number < 0 || number > MOST || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException("no tile: " + level + ", " + number + ", " + width);
        }
    }

    /** Whether no hash can be added to it any more. */
    public boolean isWhole() {
        return width == WIDTH;
    }

    /** The hashes of a level in a tree of this size. */
    static long hashes(int level, long size) {
        return size >> (BITS * level);
    }

    /** Whether a tree of this size has it. */
    public boolean isIn(long size) {
        return number * WIDTH + width <= hashes(level, size);
    }

    /** Its address below {@code tile/<level>/} or {@code tile/entries/}. */
    public String path() {
        Deque<String> groups = new ArrayDeque<>();
        groups.push("%03d".formatted(number % GROUP));
        for (long left = number / GROUP; left > 0; left /= GROUP) {
            groups.push("x%03d".formatted(left % GROUP));
        }
        return String.join("/", groups) + (isWhole() ? "" : ".p/" + width);
    }

    /** The tile of this address; nothing for what is none, or another spelling of one. */
    public static Optional<Tile> of(int level, String path) {
        Matcher parts = NUMBER.matcher(path);
        if (level > HIGHEST || path.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        int width = parts.group(3) == null ? WIDTH : Integer.parseInt(parts.group(3));
        String digits = parts.group(1).replaceAll("\\D", "") + parts.group(2);
        long number = digits.length() > 18 ? MOST + 1 : Long.parseLong(digits);
        if (width > WIDTH || number > MOST) {
            return Optional.empty();
        }
        Tile tile = new Tile(level, number, width);
        return Optional.of(tile).filter(same -> same.path().equals(path));
    }
}
