// SPDX-License-Identifier: GPL-3.0-or-later
// The translation unit whose precompiled header all others share.
