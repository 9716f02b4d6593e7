package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;

/** The lists that are served, as files beside the database. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class KeptListsTest {

    @Inject
    Hierarchy hierarchy;

    @Inject
    CrlPublication publication;

    @Inject
    CrlShelf shelf;

    @TempDir
    Path directory;

    private KeptLists lists;
    private CertificateAuthority authority;

    @BeforeEach
    void keep() {
        lists = new KeptLists(hierarchy, publication, shelf, Optional.of(directory));
        authority = hierarchy.named("gov-tls").orElseThrow();
        lists.keep(directory);
    }

    @Test
    void areTheOnesThatAreServed() throws IOException {
        byte[] served = Api.anonymous().get("/crl/gov-tls-g1.crl").asByteArray();
        lists.keep(directory); // it may have changed meanwhile
        CrlShelf.Item kept = find().orElseThrow();
        assertThat(Files.readAllBytes(kept.file())).isEqualTo(served);
        assertThat(kept.list().nextUpdate()).isAfter(Instant.now());
        assertThat(lists.find(authority, ListScope.part(authority.id(), 9999), false))
                .isEmpty();
    }

    @Test
    void areReadAgainWhenTheyChange() throws IOException {
        assertThat(find()).isPresent();
        Path file = directory.resolve("crl/gov-tls-g1.crl");
        byte[] changed = Files.readAllBytes(file);
        changed[changed.length - 80] ^= 1;
        Files.write(file, changed);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertThatThrownBy(this::find).as("nobody's signature").isInstanceOf(RuntimeException.class);
    }

    @Test
    void areOfTheirAuthority() throws IOException {
        Files.copy(
                directory.resolve("crl/gov-email-g1.crl"),
                directory.resolve("crl/gov-tls-g1.crl"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::find).rootCause().hasMessageContaining("was not signed by gov-tls-g1");
    }

    private Optional<CrlShelf.Item> find() {
        return lists.find(authority, ListScope.whole(authority.id()), false);
    }
}
