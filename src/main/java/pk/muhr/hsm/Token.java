package pk.muhr.hsm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;

/**
 * A token: holds keys, makes them, signs with them. It is logged in at its first use; each use throws
 * {@link TokenUnavailable} while that is impossible. Only signing has a deadline: finding and making keys run on the
 * caller's thread for as long as the token takes (an RSA-4096 key: seconds).
 */
public final class Token implements AutoCloseable {

    private final TokenLabel label;
    private final CircuitBreaker breaker;
    private final TokenConnection connection;
    private final SigningLane lane;
    private final Map<KeyLabel, TokenKey> keys = new ConcurrentHashMap<>();
    private final LongAdder signatures = new LongAdder();
    private final ReentrantLock making = new ReentrantLock();

    Token(TokenLabel label, HsmConfiguration configuration) {
        this.label = label;
        this.breaker = new CircuitBreaker(configuration.failures(), configuration.pause(), System::nanoTime);
        this.connection = new TokenConnection(label, configuration, breaker, System::nanoTime);
        this.lane = new SigningLane(label, configuration, breaker);
    }

    public TokenLabel label() {
        return label;
    }

    /** Logs in now instead of at the first use. */
    public void open() {
        connection.current();
    }

    /** What the token said of itself at login. */
    public TokenInfo info() {
        return connection.current().slot().token();
    }

    /**
     * Makes sure that a signature may be asked for, logging in if that was not done yet.
     *
     * @throws TokenUnavailable when it certainly would not be made now
     */
    void requireReady() {
        if (lane.isHung() || breaker.isShut()) {
            throw new TokenUnavailable(
                    "token " + label + " failed repeatedly and is left alone for a moment; try later");
        }
        connection.current();
    }

    /** How it stands, without touching it. */
    public TokenState state() {
        if (lane.isHung()) {
            return TokenState.LOST;
        }
        return connection.state() == TokenState.READY && breaker.isOpen() ? TokenState.PAUSED : connection.state();
    }

    /**
     * The key of this name, when the token has it.
     *
     * @throws KeyNotTrustworthy when it was not born in the token or could have left it
     */
    public Optional<SigningKey> find(KeyLabel name) {
        TokenKey known = keys.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        ProviderLogin login = connection.current();
        try {
            return login.load(name)
                    .map(loaded -> keys.computeIfAbsent(name, ignored -> new TokenKey(name, this, loaded)));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw connection.failure(login, e, "load key " + name, false);
        }
    }

    /**
     * Makes a key in the token, named and checked to be born there and to stay there.
     *
     * @throws KeyLabelTaken when the token has anything of that name
     * @throws KeyNotTrustworthy when the token did not make it as asked; it is destroyed again
     * @throws IllegalArgumentException when the token does not make keys of this kind
     */
    public SigningKey generate(KeyLabel name, KeyAlgorithm algorithm) {
        ProviderLogin login = connection.current();
        making.lock();
        try {
            TokenKey made = new TokenKey(name, this, login.generate(name, algorithm));
            keys.put(name, made);
            return made;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw connection.failure(login, e, "make key " + name + " (" + algorithm.label() + ")", false);
        } finally {
            making.unlock();
        }
    }

    /**
     * Destroys private keys that have no name and no certificate: a crash left them between making and naming, and
     * nothing can find them. Keys with a name are only reported. Not while another process makes a key in this token:
     * its newborn has no name either.
     */
    public Orphans sweepOrphans() {
        making.lock();
        try {
            return inSession(Token::sweep, "look for keys without a name");
        } finally {
            making.unlock();
        }
    }

    /**
     * Destroys a private key of this name that has no certificate: a crash left it between naming and certificate, so
     * that nothing can have signed with it.
     *
     * @return whether there was one
     */
    public boolean discardUnfinished(KeyLabel name) {
        making.lock();
        try {
            keys.remove(name);
            return inSession(session -> discard(session, name), "discard the unfinished key " + name);
        } finally {
            making.unlock();
        }
    }

    /**
     * Destroys a key with its certificate, for good. What holds it signs no more.
     *
     * @return whether there was one
     */
    public boolean destroy(KeyLabel name) {
        ProviderLogin login = connection.current();
        making.lock();
        try {
            keys.remove(name);
            return login.destroy(name);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw connection.failure(login, e, "destroy key " + name, false);
        } finally {
            making.unlock();
        }
    }

    /** Signatures the token made for this process, those that came too late included; for metrics and reconciliation. */
    public long signatures() {
        return signatures.sum();
    }

    /** Of these, signatures that came after their caller had given up; nobody has them. */
    public long abandonedSignatures() {
        return lane.abandoned();
    }

    /** Lets signatures under way finish. The login ends with the process. */
    @Override
    public void close() {
        lane.close();
    }

    TokenConnection connection() {
        return connection;
    }

    SigningLane lane() {
        return lane;
    }

    void countSignature() {
        signatures.increment();
        connection.signed();
    }

    private interface Work<T> {
        T in(Pkcs11Session session);
    }

    private <T> T inSession(Work<T> work, String task) {
        ProviderLogin login = connection.current();
        try (Pkcs11Session session = login.module().writing(login.slot())) {
            return work.in(session);
        } catch (RuntimeException e) {
            throw connection.failure(login, e, task, false);
        }
    }

    private static Orphans sweep(Pkcs11Session session) {
        Set<Der> certified = session.certificateIds();
        int destroyed = 0;
        List<String> named = new ArrayList<>();
        for (PrivateKeyObject key : session.privateKeys()) {
            if (!key.hasName()) {
                session.destroy(key.handle());
                destroyed++;
            } else if (!certified.contains(key.id())) {
                named.add(key.name());
            }
        }
        return new Orphans(destroyed, named);
    }

    private static boolean discard(Pkcs11Session session, KeyLabel name) {
        if (session.certificateIds().contains(name.id())) {
            return false;
        }
        List<PrivateKeyObject> unfinished = session.privateKeys(name.id());
        unfinished.forEach(key -> session.destroy(key.handle()));
        return !unfinished.isEmpty();
    }
}
