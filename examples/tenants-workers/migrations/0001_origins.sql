CREATE TABLE origins (
  tenant TEXT NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (tenant, origin)
) STRICT, WITHOUT ROWID;

INSERT INTO origins VALUES ('acme', 'https://office.acme.example');
