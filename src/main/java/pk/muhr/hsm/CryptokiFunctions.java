package pk.muhr.hsm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The C functions of one module, called through {@code java.lang.foreign}: PKCS #11 for what the Java platform's
 * provider does not offer. For 64-bit Linux, where CK_ULONG has eight bytes and structures are laid out naturally.
 */
final class CryptokiFunctions {

    /** The entries of CK_FUNCTION_LIST in the order of the specification, which is their place in memory. */
    enum Function {
        C_INITIALIZE(ADDRESS),
        C_FINALIZE(ADDRESS),
        C_GET_INFO(ADDRESS),
        C_GET_FUNCTION_LIST(ADDRESS),
        C_GET_SLOT_LIST(JAVA_BYTE, ADDRESS, ADDRESS),
        C_GET_SLOT_INFO(JAVA_LONG, ADDRESS),
        C_GET_TOKEN_INFO(JAVA_LONG, ADDRESS),
        C_GET_MECHANISM_LIST(JAVA_LONG, ADDRESS, ADDRESS),
        C_GET_MECHANISM_INFO(JAVA_LONG, JAVA_LONG, ADDRESS),
        C_INIT_TOKEN(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
        C_INIT_PIN(JAVA_LONG, ADDRESS, JAVA_LONG),
        C_SET_PIN(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_OPEN_SESSION(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
        C_CLOSE_SESSION(JAVA_LONG),
        C_CLOSE_ALL_SESSIONS(JAVA_LONG),
        C_GET_SESSION_INFO(JAVA_LONG, ADDRESS),
        C_GET_OPERATION_STATE(JAVA_LONG, ADDRESS, ADDRESS),
        C_SET_OPERATION_STATE(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        C_LOGIN(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_LOGOUT(JAVA_LONG),
        C_CREATE_OBJECT(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
        C_COPY_OBJECT(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
        C_DESTROY_OBJECT(JAVA_LONG, JAVA_LONG),
        C_GET_OBJECT_SIZE(JAVA_LONG, JAVA_LONG, ADDRESS),
        C_GET_ATTRIBUTE_VALUE(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_SET_ATTRIBUTE_VALUE(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        C_FIND_OBJECTS_INIT(JAVA_LONG, ADDRESS, JAVA_LONG),
        C_FIND_OBJECTS(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
        C_FIND_OBJECTS_FINAL(JAVA_LONG);

        private final FunctionDescriptor descriptor;

        Function(MemoryLayout... arguments) {
            this.descriptor = FunctionDescriptor.of(JAVA_LONG, arguments);
        }
    }

    /** CK_VERSION has two bytes; the first pointer follows at the next multiple of eight. */
    private static final long FIRST_POINTER = 8;

    /** PKCS #11 2.x has 68 functions; only the first ones are used. */
    private static final long LIST_SIZE = FIRST_POINTER + Function.values().length * ADDRESS.byteSize();

    private final Map<Function, MethodHandle> handles = new EnumMap<>(Function.class);

    private CryptokiFunctions(MemorySegment list) {
        for (Function function : Function.values()) {
            MemorySegment pointer = list.get(ADDRESS, FIRST_POINTER + function.ordinal() * ADDRESS.byteSize());
            handles.put(function, downcall(pointer, function.descriptor));
        }
    }

    /**
     * Loads the library, once for this process however often it is asked, and reads its function list.
     *
     * @throws TokenUnavailable when the file is no PKCS #11 module for this machine
     */
    static CryptokiFunctions load(Path library) {
        if (ADDRESS.byteSize() != 8) {
            throw new TokenUnavailable("tokens need a 64-bit machine");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = symbols(library).find("C_GetFunctionList").orElseThrow();
            MemorySegment pointer = arena.allocate(ADDRESS);
            long answer = (long)
                    downcall(entry, FunctionDescriptor.of(JAVA_LONG, ADDRESS)).invokeWithArguments(pointer);
            Pkcs11Failure.unlessOk("C_GetFunctionList", answer);
            return new CryptokiFunctions(listAt(pointer.get(ADDRESS, 0)));
        } catch (TokenUnavailable e) {
            throw e;
        } catch (Throwable e) {
            throw new TokenUnavailable(
                    "the PKCS #11 library " + library + " cannot be loaded; install it or correct the path"
                            + " (muhr.hsm.library, or library= in the file of muhr.hsm.configuration)",
                    e);
        }
    }

    /** Calls a function and returns its CK_RV. */
    long answer(Function function, Object... arguments) {
        try {
            return (long) handles.get(function).invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native call throws nothing checked", e);
        }
    }

    /**
     * Calls a function.
     *
     * @throws Pkcs11Failure when its CK_RV is not CKR_OK
     */
    void call(Function function, Object... arguments) {
        Pkcs11Failure.unlessOk(function.name(), answer(function, arguments));
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup symbols(Path library) {
        return SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global());
    }

    @SuppressWarnings("restricted")
    private static MemorySegment listAt(MemorySegment address) {
        return address.reinterpret(LIST_SIZE);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle downcall(MemorySegment address, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }
}
