package pk.muhr.notice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How notices leave. The mail server itself is {@code quarkus.mailer.…}. */
@ConfigMapping(prefix = "muhr.notices")
interface NoticeConfiguration {

    /** How often is sent what waits, or {@code off}. */
    @WithDefault("10s")
    String every();

    /** How often is looked for certificates that come to their end, or {@code off}. */
    @WithDefault("5m")
    String expiriesEvery();

    /** Mails become files here instead of leaving; for development, refused in production. */
    Optional<Path> directory();

    /** How long a mail server may take for one mail. */
    @WithDefault("30s")
    Duration patience();

    /** How long a notice may wait before the health says so. */
    @WithDefault("1h")
    Duration alarm();
}
