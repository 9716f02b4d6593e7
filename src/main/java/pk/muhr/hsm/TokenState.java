package pk.muhr.hsm;

/** How a token stands, for readiness and for the decision to exit. */
public enum TokenState {
    /** Not logged in yet: nobody asked for it, or it was absent. */
    CLOSED,
    /** Logged in; signs. */
    READY,
    /** Its sessions died; the next use tries a fresh login with the PIN that worked before. */
    REPLACING,
    /** Too many failures or missed deadlines in a row: rejects at once for a while, then tries one signature. */
    PAUSED,
    /** It refused the PIN. Nothing is tried again before a restart, so that the token does not lock. */
    REFUSED,
    /** Fresh logins did not help, or every thread hangs in the token: only a restart of the program may. */
    LOST
}
