package pk.muhr.safety;

/** Fired once at start, when the installation is founded and may be used, before the first request is served. */
public record InstallationOpened(Installations.Kind kind) {}
