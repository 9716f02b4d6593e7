package pk.muhr.hsm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import pk.muhr.hsm.CryptokiFunctions.Function;
import pk.muhr.x509.Der;

/**
 * A session of our own on a token, beside those of the Java platform's provider. Login belongs to the whole process, so
 * it sees private objects once the provider has logged in. Used by one thread; short-lived.
 */
final class Pkcs11Session implements AutoCloseable {

    /** The object attributes we read, write and search by (PKCS #11 §4). */
    enum AttributeType {
        CLASS(0x0),
        TOKEN(0x1),
        LABEL(0x3),
        ID(0x102),
        SENSITIVE(0x103),
        EXTRACTABLE(0x162),
        LOCAL(0x163),
        NEVER_EXTRACTABLE(0x164),
        ALWAYS_SENSITIVE(0x165);

        private final long code;

        AttributeType(long code) {
            this.code = code;
        }

        long code() {
            return code;
        }
    }

    static final long CKO_CERTIFICATE = 1;
    private static final long CKO_PRIVATE_KEY = 3;
    private static final long CKU_SO = 0;
    private static final long READ_WRITE_SERIAL = 0x2 | 0x4;
    private static final long READ_SERIAL = 0x4;
    private static final byte[] TRUE = {1};

    /** CK_ATTRIBUTE: type, pointer to the value, its length. */
    private static final long ATTRIBUTE_SIZE =
            MemoryLayout.structLayout(JAVA_LONG, ADDRESS, JAVA_LONG).byteSize();

    private static final long VALUE = JAVA_LONG.byteSize();
    private static final long LENGTH = VALUE + ADDRESS.byteSize();

    private static final int LONGEST_NAME = 1024;
    private static final int FOUND_AT_ONCE = 64;

    private final CryptokiFunctions functions;
    private final long session;

    private Pkcs11Session(CryptokiFunctions functions, long session) {
        this.functions = functions;
        this.session = session;
    }

    static Pkcs11Session reading(CryptokiFunctions functions, long slot) {
        return open(functions, slot, READ_SERIAL);
    }

    static Pkcs11Session writing(CryptokiFunctions functions, long slot) {
        return open(functions, slot, READ_WRITE_SERIAL);
    }

    private static Pkcs11Session open(CryptokiFunctions functions, long slot, long flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(JAVA_LONG);
            functions.call(Function.C_OPEN_SESSION, slot, flags, MemorySegment.NULL, MemorySegment.NULL, handle);
            return new Pkcs11Session(functions, handle.get(JAVA_LONG, 0));
        }
    }

    /** Sets the user PIN of a token that was just initialised. */
    void initialisePin(Pin securityOfficer, Pin user) {
        try (SecretBytes officer = SecretBytes.of(securityOfficer);
                SecretBytes chosen = SecretBytes.of(user)) {
            functions.call(Function.C_LOGIN, session, CKU_SO, officer.segment(), officer.length());
            try {
                functions.call(Function.C_INIT_PIN, session, chosen.segment(), chosen.length());
            } finally {
                functions.call(Function.C_LOGOUT, session);
            }
        }
    }

    /** All private keys that stay in the token. */
    List<PrivateKeyObject> privateKeys() {
        return objects(CKO_PRIVATE_KEY, Map.of()).stream().map(this::describe).toList();
    }

    /** The private keys with this CKA_ID; more than one is a fault of whoever wrote them. */
    List<PrivateKeyObject> privateKeys(Der id) {
        return objects(CKO_PRIVATE_KEY, Map.of(AttributeType.ID, id.bytes())).stream()
                .map(this::describe)
                .toList();
    }

    /** The CKA_IDs of all certificates. */
    Set<Der> certificateIds() {
        return ids(objects(CKO_CERTIFICATE, Map.of()));
    }

    /** The CKA_IDs of the certificates with this CKA_LABEL, which is what the Java platform takes as alias. */
    Set<Der> certificateIds(KeyLabel label) {
        return ids(
                objects(CKO_CERTIFICATE, Map.of(AttributeType.LABEL, label.id().bytes())));
    }

    /** The handles of the stored objects of a class (CKO_…) that have all these attributes. */
    List<Long> objects(long objectClass, Map<AttributeType, byte[]> attributes) {
        Map<AttributeType, byte[]> wanted = new EnumMap<>(AttributeType.class);
        wanted.putAll(attributes);
        wanted.put(AttributeType.CLASS, number(objectClass));
        wanted.put(AttributeType.TOKEN, TRUE);
        return find(wanted);
    }

    void write(long object, AttributeType type, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = template(arena, Map.of(type, value));
            functions.call(Function.C_SET_ATTRIBUTE_VALUE, session, object, template, 1L);
        }
    }

    void destroy(long object) {
        functions.call(Function.C_DESTROY_OBJECT, session, object);
    }

    @Override
    public void close() {
        // A session that died with its token cannot be closed, and need not be.
        functions.answer(Function.C_CLOSE_SESSION, session);
    }

    private PrivateKeyObject describe(long handle) {
        byte[] label = read(handle, AttributeType.LABEL);
        return new PrivateKeyObject(
                handle,
                Der.of(read(handle, AttributeType.ID)),
                new String(label, StandardCharsets.UTF_8),
                new KeyAttributes(
                        isTrue(handle, AttributeType.LOCAL),
                        isTrue(handle, AttributeType.SENSITIVE),
                        isTrue(handle, AttributeType.ALWAYS_SENSITIVE),
                        isTrue(handle, AttributeType.EXTRACTABLE),
                        isTrue(handle, AttributeType.NEVER_EXTRACTABLE)));
    }

    private Set<Der> ids(List<Long> handles) {
        Set<Der> ids = new HashSet<>();
        handles.forEach(handle -> ids.add(Der.of(read(handle, AttributeType.ID))));
        return ids;
    }

    private boolean isTrue(long handle, AttributeType type) {
        return Arrays.equals(read(handle, type), TRUE);
    }

    /** The value of an attribute; empty when this token does not know it, which proves nothing. */
    private byte[] read(long handle, AttributeType type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(LONGEST_NAME);
            MemorySegment attribute = arena.allocate(ATTRIBUTE_SIZE, ADDRESS.byteAlignment());
            attribute.set(JAVA_LONG, 0, type.code());
            attribute.set(ADDRESS, VALUE, value);
            attribute.set(JAVA_LONG, LENGTH, LONGEST_NAME);
            try {
                functions.call(Function.C_GET_ATTRIBUTE_VALUE, session, handle, attribute, 1L);
            } catch (Pkcs11Failure e) {
                if (e.reason().equals(Pkcs11Failure.NO_SUCH_ATTRIBUTE)) {
                    return new byte[0];
                }
                throw e;
            }
            return value.asSlice(0, attribute.get(JAVA_LONG, LENGTH)).toArray(JAVA_BYTE);
        }
    }

    private List<Long> find(Map<AttributeType, byte[]> wanted) {
        try (Arena arena = Arena.ofConfined()) {
            functions.call(Function.C_FIND_OBJECTS_INIT, session, template(arena, wanted), (long) wanted.size());
            try {
                return found(arena);
            } finally {
                functions.call(Function.C_FIND_OBJECTS_FINAL, session);
            }
        }
    }

    private List<Long> found(Arena arena) {
        List<Long> handles = new ArrayList<>();
        MemorySegment batch = arena.allocate(JAVA_LONG, FOUND_AT_ONCE);
        MemorySegment count = arena.allocate(JAVA_LONG);
        do {
            functions.call(Function.C_FIND_OBJECTS, session, batch, (long) FOUND_AT_ONCE, count);
            for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
                handles.add(batch.getAtIndex(JAVA_LONG, i));
            }
        } while (count.get(JAVA_LONG, 0) > 0);
        return handles;
    }

    private static MemorySegment template(Arena arena, Map<AttributeType, byte[]> attributes) {
        MemorySegment template = arena.allocate(ATTRIBUTE_SIZE * attributes.size(), ADDRESS.byteAlignment());
        long at = 0;
        for (Map.Entry<AttributeType, byte[]> attribute : attributes.entrySet()) {
            template.set(JAVA_LONG, at, attribute.getKey().code());
            template.set(ADDRESS, at + VALUE, arena.allocateFrom(JAVA_BYTE, attribute.getValue()));
            template.set(JAVA_LONG, at + LENGTH, attribute.getValue().length);
            at += ATTRIBUTE_SIZE;
        }
        return template;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(value)
                .array();
    }
}
