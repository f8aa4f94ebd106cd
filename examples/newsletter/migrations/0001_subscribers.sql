CREATE TABLE subscribers (
  email        TEXT PRIMARY KEY,
  user_id      TEXT,
  source       TEXT NOT NULL DEFAULT 'website',
  created_at   TEXT NOT NULL,
  confirmed_at TEXT
);

CREATE INDEX subscribers_by_user ON subscribers (user_id);
CREATE INDEX subscribers_by_confirmation ON subscribers (confirmed_at);
