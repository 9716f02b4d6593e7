package pk.muhr.hsm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import pk.muhr.hsm.HsmConfiguration.TokenAccess;
import pk.muhr.hsm.Pkcs11Module.Slot;

/**
 * The way into one token: logs in once, and when the login dies replaces it by a fresh one. A PIN that the token refused
 * is never tried again in this process; a PIN that worked may be, at growing distance and not for ever.
 */
final class TokenConnection {

    static final Logger LOG = Logger.getLogger("pk.muhr.hsm");

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** Answers that blame the request and not the session; the login lives on. */
    private static final Set<String> REQUEST_AT_FAULT = Set.of(
            "CKR_MECHANISM_INVALID",
            "CKR_MECHANISM_PARAM_INVALID",
            "CKR_KEY_TYPE_INCONSISTENT",
            "CKR_KEY_FUNCTION_NOT_PERMITTED",
            "CKR_KEY_SIZE_RANGE",
            "CKR_DATA_INVALID",
            "CKR_DATA_LEN_RANGE",
            "CKR_CURVE_NOT_SUPPORTED",
            "CKR_DOMAIN_PARAMS_INVALID",
            "CKR_TEMPLATE_INCONSISTENT",
            "CKR_ATTRIBUTE_VALUE_INVALID");

    private final TokenLabel label;
    private final TokenAccess access;
    private final HsmConfiguration configuration;
    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile ProviderLogin current;
    private volatile TokenState state = TokenState.CLOSED;
    private String sentence = "";
    private boolean everWorked;
    private int failures;
    private volatile int retiredInARow;
    private long notBefore;

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    TokenConnection(TokenLabel label, HsmConfiguration configuration, CircuitBreaker breaker, LongSupplier nanoTime) {
        this.label = label;
        this.configuration = configuration;
        this.access = configuration.tokens().get(label.value());
        this.breaker = breaker;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /**
     * The login that works now; logs in when there is none.
     *
     * @throws TokenUnavailable when that fails, failed for good, or failed a moment ago
     */
    ProviderLogin current() {
        ProviderLogin login = current;
        return login != null ? login : connect();
    }

    TokenState state() {
        return state;
    }

    /** The login made a signature: it is good for more than being logged in. */
    void signed() {
        if (retiredInARow != 0) {
            retiredInARow = 0;
        }
    }

    /**
     * Judges a failure inside the provider. Unless the request is to blame, the login is retired: a session that died
     * takes every key handle with it.
     *
     * @param signaturePossible whether the token was already asked to sign
     * @return what to throw
     */
    RuntimeException failure(ProviderLogin login, Exception thrown, String task, boolean signaturePossible) {
        if (isAnswer(thrown)) {
            return (RuntimeException) thrown;
        }
        String account = Pkcs11Failure.account(thrown);
        if (requestAtFault(thrown)) {
            return new IllegalArgumentException("token " + label + " cannot " + task + ": " + account, thrown);
        }
        retire(login, account);
        return new TokenUnavailable(
                "token " + label + " failed to " + task + " (" + account
                        + "); the next attempt uses a fresh login, look at the token if it repeats",
                thrown,
                signaturePossible);
    }

    private static boolean isAnswer(Exception thrown) {
        return thrown instanceof KeyNotTrustworthy
                || thrown instanceof KeyLabelTaken
                || thrown instanceof MessageUnreadable
                || thrown instanceof TokenUnavailable && !(thrown instanceof Pkcs11Failure);
    }

    private static boolean requestAtFault(Exception thrown) {
        return Pkcs11Failure.reasonIn(thrown)
                .map(REQUEST_AT_FAULT::contains)
                .orElse(thrown instanceof InvalidKeyException
                        || thrown instanceof InvalidAlgorithmParameterException
                        || thrown instanceof NoSuchAlgorithmException);
    }

    private void retire(ProviderLogin dead, String account) {
        lock.lock();
        try {
            if (current != dead) {
                return; // another thread met the same death first
            }
            current = null;
            state = TokenState.REPLACING;
            breaker.failed();
            LOG.warnf("token %s: login retired after %s", label, account);
            // The first ones open the breaker; each one more outlasted a pause.
            if (++retiredInARow >= configuration.failures() + configuration.replacements()) {
                lose(retiredInARow + " logins in a row died without a signature, the last of " + account);
            }
        } finally {
            lock.unlock();
        }
    }

    private ProviderLogin connect() {
        lock.lock();
        try {
            if (current == null) {
                current = freshLogin();
                state = TokenState.READY;
                everWorked = true;
                failures = 0;
                LOG.infof("token %s: logged in, %s", label, current.slot().token());
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private ProviderLogin freshLogin() {
        if (state == TokenState.REFUSED || state == TokenState.LOST) {
            throw new TokenUnavailable(sentence);
        }
        if (nanoTime.getAsLong() - notBefore < 0) {
            throw new TokenUnavailable(sentence + "; a fresh login is tried in a moment");
        }
        try {
            return login();
        } catch (TokenUnavailable e) {
            remember(e.getMessage());
            throw e;
        }
    }

    private ProviderLogin login() {
        ProviderLogin login = prepare();
        try (Pin pin = Pin.read(access.pinFile())) {
            login.login(pin);
            return login;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            if (e instanceof TokenUnavailable unreadable) {
                throw unreadable;
            }
            throw refused(e);
        }
    }

    private ProviderLogin prepare() {
        ModuleConfiguration shared = ModuleConfiguration.read(configuration);
        Pkcs11Module module = Pkcs11Module.load(shared.library());
        Slot slot = module.slot(label, access.serial());
        if (slot.token().pinLocked()) {
            throw new TokenUnavailable(
                    "token " + label + " has locked its PIN; its security officer must set a new one");
        }
        try {
            return ProviderLogin.prepare(label, shared, module, slot);
        } catch (GeneralSecurityException | RuntimeException e) {
            String remedy = Pkcs11Failure.reasonIn(e).isPresent()
                    ? "look at the token"
                    : "correct the file of muhr.hsm.configuration";
            throw new TokenUnavailable(
                    "the provider cannot open token " + label + " (" + Pkcs11Failure.account(e) + "); " + remedy, e);
        }
    }

    /** A login failed. The first of a process is never repeated, nor one that failed for its PIN. */
    private TokenUnavailable refused(Exception thrown) {
        String account = Pkcs11Failure.account(thrown);
        boolean pinAtFault = account.startsWith("CKR_PIN");
        if (!everWorked || pinAtFault) {
            state = TokenState.REFUSED;
            String sentence = "token " + label + " refused the login with the PIN of " + access.pinFile() + " ("
                    + account + "); correct it and restart, it is not tried again so that the token does not lock";
            LOG.error(sentence);
            return new TokenUnavailable(sentence, thrown);
        }
        return new TokenUnavailable("token " + label + " does not take a fresh login (" + account + ")", thrown);
    }

    private void remember(String why) {
        sentence = why;
        if (state == TokenState.REFUSED) {
            return;
        }
        failures++;
        notBefore = nanoTime.getAsLong() + FIRST_WAIT.toNanos() * (1L << Math.min(failures - 1, 4));
        if (everWorked && failures >= configuration.replacements()) {
            lose(failures + " fresh logins in a row failed, the last with: " + why);
        }
    }

    private void lose(String why) {
        state = TokenState.LOST;
        sentence = "token " + label + " is lost, restart the program: " + why;
        LOG.error(sentence);
    }
}
