package pk.muhr.hsm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import pk.muhr.hsm.CryptokiFunctions.Function;

/**
 * A PKCS #11 library and the tokens it sees. The Java platform's provider uses the same library in the same process, so
 * initialising it twice is expected and it is never finalised.
 */
public final class Pkcs11Module {

    private static final long CKF_OS_LOCKING_OK = 2;
    private static final long CKF_USER_PIN_INITIALIZED = 0x8;
    private static final long CKF_TOKEN_INITIALIZED = 0x400;
    private static final long CKF_USER_PIN_LOCKED = 0x40000;

    /** CK_C_INITIALIZE_ARGS: four mutex callbacks, flags, a reserved pointer. */
    private static final long INITIALIZE_ARGS_SIZE = 48;

    private static final long INITIALIZE_ARGS_FLAGS = 32;

    /** CK_TOKEN_INFO: label 32, manufacturer 32, model 16, serial 16, then flags; its whole size is below 256. */
    private static final long TOKEN_INFO_SIZE = 256;

    private static final long MANUFACTURER = 32;
    private static final long MODEL = 64;
    private static final long SERIAL = 80;
    private static final long FLAGS = 96;

    private static final int ATTEMPTS_TO_LIST = 3;

    /** A slot with what its token says. */
    record Slot(long id, TokenInfo token) {}

    private final CryptokiFunctions functions;

    private Pkcs11Module(CryptokiFunctions functions) {
        this.functions = functions;
    }

    /**
     * Loads and initialises a module library.
     *
     * @throws TokenUnavailable when it is missing, is no PKCS #11 module, or refuses to start
     */
    public static Pkcs11Module load(Path library) {
        Pkcs11Module module = new Pkcs11Module(CryptokiFunctions.load(library));
        module.start();
        return module;
    }

    /** Loads the library that a SunPKCS11 configuration file names, as {@link #load} does. */
    public static Pkcs11Module loadFrom(Path configuration) {
        return load(ModuleConfiguration.read(configuration, Optional.empty()).library());
    }

    /** The initialised tokens that are present now. */
    public List<TokenInfo> tokens() {
        return slots().stream().map(Slot::token).filter(TokenInfo::initialised).toList();
    }

    /** The codes (CKM_…) of what a token can do. */
    public Set<Long> mechanisms(TokenLabel label) {
        long slot = slot(label, Optional.empty()).id();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            functions.call(Function.C_GET_MECHANISM_LIST, slot, MemorySegment.NULL, count);
            MemorySegment codes = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
            functions.call(Function.C_GET_MECHANISM_LIST, slot, codes, count);
            Set<Long> mechanisms = new TreeSet<>();
            for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
                mechanisms.add(codes.getAtIndex(JAVA_LONG, i));
            }
            return mechanisms;
        }
    }

    /**
     * Makes a token out of a free slot: development and tests; a real token is initialised by its officers. A crash
     * half-way leaves a token without a user PIN; asking again with the same officer's PIN initialises it anew, so store
     * both PINs first.
     *
     * @return the new token as found again by its label, for its slot may have another number now
     * @throws TokenUnavailable when a token of that label is in use already or no slot is free
     */
    public TokenInfo initialise(TokenLabel label, Pin securityOfficer, Pin user) {
        initialise(slotFor(label).id(), label, securityOfficer);
        try (Pkcs11Session session =
                Pkcs11Session.writing(functions, slot(label, Optional.empty()).id())) {
            session.initialisePin(securityOfficer, user);
        }
        return slot(label, Optional.empty()).token();
    }

    /**
     * The one slot that holds the token of this label (and serial number, when given).
     *
     * @throws TokenUnavailable when there is none or more than one
     */
    Slot slot(TokenLabel label, Optional<String> serial) {
        List<Slot> all = slots();
        List<Slot> found = all.stream()
                .filter(slot -> slot.token().initialised())
                .filter(slot -> slot.token().label().equals(label.value()))
                .filter(slot -> serial.map(slot.token().serial()::equals).orElse(true))
                .toList();
        if (found.isEmpty()) {
            throw new TokenUnavailable("no token labelled '" + label + "'"
                    + serial.map(number -> " with serial number " + number).orElse("")
                    + " is present; attach it or correct muhr.hsm.tokens. Present: " + labels(all));
        }
        if (found.size() > 1) {
            throw new TokenUnavailable("more than one token is labelled '" + label + "' (serial numbers "
                    + found.stream().map(slot -> slot.token().serial()).toList()
                    + "); say which with muhr.hsm.tokens.\"" + label + "\".serial");
        }
        return found.getFirst();
    }

    /** The place of a slot in the module's list, for the provider's {@code slotListIndex}. */
    int indexOf(Slot slot) {
        return slotIds(false).indexOf(slot.id());
    }

    Pkcs11Session reading(Slot slot) {
        return Pkcs11Session.reading(functions, slot.id());
    }

    Pkcs11Session writing(Slot slot) {
        return Pkcs11Session.writing(functions, slot.id());
    }

    void initialise(long slot, TokenLabel label, Pin securityOfficer) {
        try (Arena arena = Arena.ofConfined();
                SecretBytes officer = SecretBytes.of(securityOfficer)) {
            MemorySegment name = arena.allocateFrom(JAVA_BYTE, label.padded());
            functions.call(Function.C_INIT_TOKEN, slot, officer.segment(), officer.length(), name);
        }
    }

    private void start() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(INITIALIZE_ARGS_SIZE, 8);
            arguments.set(JAVA_LONG, INITIALIZE_ARGS_FLAGS, CKF_OS_LOCKING_OK);
            functions.call(Function.C_INITIALIZE, arguments);
        } catch (Pkcs11Failure e) {
            if (!e.reason().equals(Pkcs11Failure.ALREADY_INITIALIZED)) {
                throw new TokenUnavailable(
                        "the PKCS #11 library does not start (" + e.reason() + "); check its own configuration", e);
            }
        }
    }

    private Slot slotFor(TokenLabel label) {
        List<Slot> all = slots();
        Optional<Slot> taken = all.stream()
                .filter(slot -> slot.token().initialised())
                .filter(slot -> slot.token().label().equals(label.value()))
                .findFirst();
        if (taken.isPresent() && taken.get().token().pinSet()) {
            throw new TokenUnavailable(
                    "a token labelled '" + label + "' exists already; it is never initialised again");
        }
        return taken.or(() ->
                        all.stream().filter(slot -> !slot.token().initialised()).findFirst())
                .orElseThrow(() -> new TokenUnavailable("no free slot for a token labelled '" + label + "'"));
    }

    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (long id : slotIds(true)) {
            try {
                slots.add(new Slot(id, info(id)));
            } catch (Pkcs11Failure e) {
                // One token pulled out, or in a fault of its own, must not hide the others.
                TokenConnection.LOG.warnf("slot %d is skipped: %s", id, e.getMessage());
            }
        }
        return slots;
    }

    private List<Long> slotIds(boolean onlyWithToken) {
        Pkcs11Failure last = null;
        for (int attempt = 0; attempt < ATTEMPTS_TO_LIST; attempt++) {
            try {
                return listSlotIds((byte) (onlyWithToken ? 1 : 0));
            } catch (Pkcs11Failure e) {
                last = e; // a token came between counting and listing
            }
        }
        throw last;
    }

    private List<Long> listSlotIds(byte onlyWithToken) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            functions.call(Function.C_GET_SLOT_LIST, onlyWithToken, MemorySegment.NULL, count);
            MemorySegment ids = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
            functions.call(Function.C_GET_SLOT_LIST, onlyWithToken, ids, count);
            List<Long> list = new ArrayList<>();
            for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
                list.add(ids.getAtIndex(JAVA_LONG, i));
            }
            return list;
        }
    }

    private TokenInfo info(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TOKEN_INFO_SIZE, 8);
            functions.call(Function.C_GET_TOKEN_INFO, slot, info);
            long flags = info.get(JAVA_LONG, FLAGS);
            return new TokenInfo(
                    text(info, 0, MANUFACTURER),
                    text(info, SERIAL, FLAGS),
                    text(info, MANUFACTURER, MODEL),
                    text(info, MODEL, SERIAL),
                    (flags & CKF_TOKEN_INITIALIZED) != 0,
                    (flags & CKF_USER_PIN_INITIALIZED) != 0,
                    (flags & CKF_USER_PIN_LOCKED) != 0);
        }
    }

    private static String text(MemorySegment info, long from, long to) {
        byte[] bytes = info.asSlice(from, to - from).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }

    private static List<String> labels(List<Slot> slots) {
        return slots.stream()
                .map(Slot::token)
                .filter(TokenInfo::initialised)
                .map(TokenInfo::label)
                .toList();
    }
}
