package pk.muhr.hsm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A PIN in native memory for the length of a call; wiped before the memory is given back. */
record SecretBytes(Arena arena, MemorySegment segment) implements AutoCloseable {

    static SecretBytes of(Pin pin) {
        Arena arena = Arena.ofConfined();
        byte[] bytes = pin.bytes();
        try {
            return new SecretBytes(arena, arena.allocateFrom(JAVA_BYTE, bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    long length() {
        return segment.byteSize();
    }

    @Override
    public void close() {
        segment.fill((byte) 0);
        arena.close();
    }

    @Override
    public String toString() {
        return "SecretBytes[hidden]";
    }
}
