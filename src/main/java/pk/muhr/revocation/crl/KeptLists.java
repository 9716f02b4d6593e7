package pk.muhr.revocation.crl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.OutsideFile;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.Sha256;

/**
 * The lists that are served, beside the database and at the paths of their addresses: while the database is an older one they
 * are given out as they were, since its own do not name what was revoked since (invariant I16).
 */
@ApplicationScoped
public class KeptLists {

    private static final Pattern PART = Pattern.compile("([0-9]{1,4})\\.crl");

    private final Hierarchy hierarchy;
    private final CrlPublication publication;
    private final CrlShelf shelf;
    private final Optional<Path> directory;
    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();
    private final Map<Path, Read> read = new ConcurrentHashMap<>();

    @Inject
    KeptLists(Hierarchy hierarchy, CrlPublication publication, CrlShelf shelf, LogConfiguration configuration) {
        this(hierarchy, publication, shelf, configuration.directory());
    }

    KeptLists(Hierarchy hierarchy, CrlPublication publication, CrlShelf shelf, Optional<Path> directory) {
        this.hierarchy = hierarchy;
        this.publication = publication;
        this.shelf = shelf;
        this.directory = directory;
    }

    private record Read(FileTime modified, CrlShelf.Item item) {}

    /** What this process wrote: a list may be of a whole country, and is not read again while nobody else wrote there. */
    private record Kept(BigInteger number, FileTime modified) {}

    /** Keeps those that changed since the last time. */
    public void keep(Path place) {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            for (ScopeState state : publication.served(authority)) {
                state.complete().ifPresent(list -> keep(place, list));
                state.delta().ifPresent(list -> keep(place, list));
            }
        }
    }

    private void keep(Path place, PublishedList list) {
        String name = name(list.scope(), list.isDelta());
        Path file = place.resolve(name);
        Kept mine = kept.get(file);
        if (mine != null && mine.number().equals(list.number())) {
            return;
        }
        BigInteger lying =
                mine != null && mine.modified().equals(modified(file)) ? mine.number() : lying(file, list.scope());
        CrlShelf.Item served =
                shelf.newest(list.scope(), list.isDelta()).orElseThrow(); // maybe a newer one, which is as well
        if (lying.compareTo(served.list().number()) > 0) {
            throw new IllegalStateException("CRL " + lying + " of " + list.scope() + " lies in " + place
                    + ", newer than the database's " + served.list().number());
        }
        FileTime modified = OutsideFile.write(place, name, out -> Files.copy(served.file(), out));
        kept.put(file, new Kept(served.list().number(), modified));
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException _) {
            return FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list outside that this database does not have yet, as a sentence: then it is an older one. */
    public Optional<String> missing() {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            try {
                for (Map.Entry<Path, ListScope> file : all(authority).entrySet()) {
                    BigInteger lying = lying(file.getKey(), file.getValue());
                    if (lying.compareTo(publication.lastNumber(file.getValue())) > 0) {
                        return Optional.of("CRL " + lying + " of " + file.getValue() + " was published, lies at "
                                + file.getKey() + " and is missing in the database, so it is an old backup");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }

    /** The number of the list there, 0 where there is none of its authority's. */
    private BigInteger lying(Path file, ListScope scope) {
        CertificateAuthority authority =
                hierarchy.named(scope.authority().toString()).orElseThrow();
        try {
            return Files.exists(file) ? list(file, authority).number().orElse(BigInteger.ZERO) : BigInteger.ZERO;
        } catch (IOException | RuntimeException e) { // cut off, or anybody's: nothing is lost with it
            return BigInteger.ZERO;
        }
    }

    /** The list that lies there of this scope, when its authority signed it. */
    Optional<CrlShelf.Item> find(CertificateAuthority authority, ListScope scope, boolean delta) {
        return directory.map(place -> place.resolve(name(scope, delta))).flatMap(file -> read(file, authority, scope));
    }

    private Optional<CrlShelf.Item> read(Path file, CertificateAuthority authority, ListScope scope) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Read known = read.get(file);
            if (known == null || !known.modified().equals(modified)) {
                known = new Read(modified, item(file, authority, scope));
                read.put(file, known);
            }
            return Optional.of(known.item());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of an authority that lie there: parts before the list of everything, the changes after their list. */
    Map<Path, ListScope> all(CertificateAuthority authority) throws IOException {
        Map<Path, ListScope> found = new LinkedHashMap<>();
        if (directory.isPresent()) {
            List<ListScope> scopes = new ArrayList<>(parts(directory.get(), authority));
            scopes.add(ListScope.whole(authority.id()));
            for (ListScope scope : scopes) {
                Stream.of(false, true)
                        .map(delta -> directory.get().resolve(name(scope, delta)))
                        .filter(Files::exists)
                        .forEach(file -> found.put(file, scope));
            }
        }
        return found;
    }

    private static List<ListScope> parts(Path place, CertificateAuthority authority) throws IOException {
        try (Stream<Path> files = Files.list(place.resolve("crl/" + authority.id()))) {
            return files.map(file -> PART.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> ListScope.part(authority.id(), Integer.parseInt(name.group(1))))
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** @throws IOException when it cannot be read, or its authority did not sign it */
    static RevocationList list(Path file, CertificateAuthority authority) throws IOException {
        RevocationList list = RevocationList.of(Der.of(Files.readAllBytes(file)));
        if (!list.verifiesWith(authority.certificate().key())) {
            throw new IOException(file + " was not signed by " + authority.id());
        }
        return list;
    }

    private static CrlShelf.Item item(Path file, CertificateAuthority authority, ListScope scope) throws IOException {
        RevocationList list = list(file, authority);
        PublishedList published = new PublishedList(
                scope,
                list.number().orElseThrow(),
                list.thisUpdate(),
                list.nextUpdate().orElseThrow(),
                0,
                list.deltaOf(),
                Sha256.of(list.der().bytes()));
        return new CrlShelf.Item(published, file, Optional.empty());
    }

    private static String name(ListScope scope, boolean delta) {
        return "crl/" + scope + (delta ? "/delta.crl" : ".crl");
    }
}
