package pk.muhr.x509;

import java.util.OptionalInt;

/**
 * One entry of a CRL, looked at in the buffer where it lies, in the only form that we write (RFC 5280 §5.1.2.6, §5.3):
 * millions pass by, so nothing is decoded or copied. Belongs to one thread; valid until the next {@link #read}.
 */
public final class EncodedEntry {

    /** Longer than any entry with a serial number of 20 octets, a reason and an invalidity date. */
    public static final int LONGEST = 129;

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int BOOLEAN = 0x01;
    private static final int OCTETS = 0x04;
    private static final int OID = 0x06;
    private static final int ENUMERATED = 0x0a;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_LENGTH = "YYMMDDhhmmssZ".length();
    private static final int GENERALIZED_LENGTH = "YYYYMMDDhhmmssZ".length();
    private static final int LAST_UTC_YEAR = 2049;
    private static final int NO_REASON = -1;

    private byte[] buffer;
    private int at;
    private int serialFrom;
    private int serialLength;
    private long revokedAt;
    private boolean timesRight;
    private int reason;
    private boolean hasInvalidityDate;
    private long invalidityDate;
    private boolean criticalExtension;
    private boolean unknownExtension;

    /**
     * Looks at the entry that begins there.
     *
     * @return where the next one begins
     * @throws MalformedDer when there is no entry in the one form that we write
     */
    public int read(byte[] bytes, int from, int to) {
        buffer = bytes;
        at = from;
        int end = open(SEQUENCE, to);
        serialLength = open(INTEGER, end) - at;
        serialFrom = at;
        at += serialLength;
        timesRight = true;
        revokedAt = time(end);
        reason = NO_REASON;
        hasInvalidityDate = false;
        criticalExtension = false;
        unknownExtension = false;
        if (at < end) {
            int extensionsEnd = open(SEQUENCE, end);
            require(extensionsEnd == end && at < end);
            while (at < end) {
                extension(end);
            }
        }
        return end;
    }

    /** How many octets the entry takes that begins there; nothing when that cannot be seen yet. */
    public static OptionalInt length(byte[] bytes, int from, int to) {
        return to - from < 2 ? OptionalInt.empty() : OptionalInt.of(2 + (bytes[from + 1] & 0x7f));
    }

    /** Whether the serial number is positive, of at most 20 octets, and written in as few as it takes. */
    public boolean serialIsProper() {
        boolean negative = buffer[serialFrom] < 0;
        boolean padded = serialLength > 1 && buffer[serialFrom] == 0 && buffer[serialFrom + 1] >= 0;
        boolean zero = serialLength == 1 && buffer[serialFrom] == 0;
        return serialLength <= 20 && !negative && !padded && !zero;
    }

    /** Seconds of the epoch. */
    public long revokedAt() {
        return revokedAt;
    }

    /** Whether the times are UTCTime to 2049 and GeneralizedTime from 2050, the invalidity date GeneralizedTime. */
    public boolean timesRight() {
        return timesRight;
    }

    /** The CRLReason number; −1 when there is none. */
    public int reason() {
        return reason;
    }

    /** Whether it has an invalidity date after its revocation date. */
    public boolean isInvalidLater() {
        return hasInvalidityDate && invalidityDate > revokedAt;
    }

    /** Whether an extension of it is critical. */
    public boolean hasCriticalExtension() {
        return criticalExtension;
    }

    /** Whether it has an extension other than reasonCode and invalidityDate. */
    public boolean hasUnknownExtension() {
        return unknownExtension;
    }

    private void extension(int to) {
        int end = open(SEQUENCE, to);
        int oidEnd = open(OID, end);
        int oid = oidEnd - at == 3 && buffer[at] == 0x55 && buffer[at + 1] == 0x1d ? buffer[at + 2] : 0;
        at = oidEnd;
        if (at < end && buffer[at] == BOOLEAN) {
            at = open(BOOLEAN, end);
            criticalExtension = true;
        }
        require(open(OCTETS, end) == end);
        switch (oid) {
            case 21 -> {
                require(open(ENUMERATED, end) == end && end - at == 1 && reason == NO_REASON);
                reason = buffer[at] & 0xff;
            }
            case 24 -> {
                require(!hasInvalidityDate);
                hasInvalidityDate = true;
                boolean before = timesRight;
                boolean generalized = buffer[at] == GENERALIZED_TIME;
                invalidityDate = time(end);
                timesRight = before && generalized;
            }
            default -> unknownExtension = true;
        }
        at = end;
    }

    private long time(int to) {
        require(at < to);
        boolean utc = buffer[at] == UTC_TIME;
        int end = open(utc ? UTC_TIME : GENERALIZED_TIME, to);
        require(end - at == (utc ? UTC_LENGTH : GENERALIZED_LENGTH) && buffer[end - 1] == 'Z');
        int year = utc ? two() : two() * 100 + two();
        if (utc) {
            year += year < 50 ? 2000 : 1900;
        } else {
            timesRight &= year > LAST_UTC_YEAR;
        }
        int month = two();
        int day = two();
        int hour = two();
        int minute = two();
        int second = two();
        at = end;
        return seconds(year, month, day, hour, minute, second);
    }

    private static long seconds(int year, int month, int day, int hour, int minute, int second) {
        require(month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59);
        // days since 1970-03-01 by the calendar of 400 years that begins in March
        long years = month > 2 ? year : year - 1L;
        long ofYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long days = 365 * years + years / 4 - years / 100 + years / 400 + ofYear - 719_468;
        return ((days * 24 + hour) * 60 + minute) * 60 + second;
    }

    private int two() {
        int tens = buffer[at++] - '0';
        int ones = buffer[at++] - '0';
        require(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9);
        return tens * 10 + ones;
    }

    /** Steps over tag and length; where the content ends. Nothing of ours is longer than a length of one octet says. */
    private int open(int tag, int to) {
        require(at + 2 <= to && buffer[at] == tag && buffer[at + 1] > 0);
        int end = at + 2 + buffer[at + 1];
        require(end <= to);
        at += 2;
        return end;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new MalformedDer("an entry is not as we write them", null);
        }
    }
}
