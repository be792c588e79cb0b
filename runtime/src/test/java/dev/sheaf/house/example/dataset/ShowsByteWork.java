package dev.sheaf.house.example.dataset;

import dev.sheaf.house.example.bytes.ByteWork;

/// Breaks: hands out a type of `bytes`.
public interface ShowsByteWork {
  ByteWork show();
}
