package pk.muhr.problem;

/** Which of the addresses this process serves; the others answer as if they were not there. */
public interface ServedAddresses {

    /** Those marked {@link PlainHttp}: OCSP, CRLs, certificates. */
    boolean forTheInternet();

    /** Those of them that are about time-stamps. */
    boolean forTimeStamps();

    /** All others: those of people and programs that say who they are. */
    boolean forCallers();
}
