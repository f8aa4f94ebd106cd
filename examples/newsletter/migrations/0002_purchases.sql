CREATE TABLE purchases (
  order_id   TEXT NOT NULL,
  product_id TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  quantity   INTEGER NOT NULL,
  price      REAL NOT NULL,
  currency   TEXT NOT NULL,
  bought_at  TEXT NOT NULL,
  PRIMARY KEY (order_id, product_id)
);

CREATE INDEX purchases_by_user ON purchases (user_id);
