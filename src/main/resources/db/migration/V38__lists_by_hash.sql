-- The observer finds each list that it sees by its hash; without this it would read all lists of the authority (decision 0015).
create index crl_sha256 on crl (sha256);
