package pk.muhr.ca;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.hsm.ServerKeyFile;
import pk.muhr.x509.SubjectPublicKey;

/** Keys of web servers of our own, as files; no authority's. */
@ApplicationScoped
public class ServerKeys {

    private final SecureRandom random;

    ServerKeys(SecureRandom random) {
        this.random = random;
    }

    /** A new key in this directory. */
    public SubjectPublicKey generate(Path directory) {
        return ServerKeyFile.generate(directory, random);
    }

    /** The file with the private half, if it is here. */
    public Optional<Path> find(Path directory, SubjectPublicKey key) {
        return Optional.of(ServerKeyFile.of(directory, key)).filter(Files::isRegularFile);
    }
}
